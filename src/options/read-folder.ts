import type { Translate } from '#domain/i18n/translate';
import { checkFolder } from './parse.ts';
import type { Reading } from './text-setting.tsx';

/** Reads a sub-folder of Downloads; one that cannot be named so gets a sentence. */
export function readFolder(t: Translate, text: string): Reading<string> {
  const checked = checkFolder(text);
  if (checked.ok) return { value: checked.folder };
  return {
    wrong: checked.nearest === '' ? t('options.folderNone') : t('options.folderBad', { path: checked.nearest }),
  };
}

/** A sub-folder of Downloads, in words. */
export function folderText(t: Translate, folder: string): string {
  return folder === '' ? t('options.folderHint') : folder;
}
