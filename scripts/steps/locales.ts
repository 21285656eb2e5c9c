import type { Language } from '../../src/domain/i18n/languages.ts';
import { listings } from './listing.ts';

/**
 * The folders in which the browsers look for a language: `pt` and `zh` alone are none of those that the stores know. Our Portuguese
 * is that of Brazil, and the nearest that we have to that of Portugal.
 */
const folders: Readonly<Partial<Record<Language, readonly string[]>>> = { pt: ['pt_BR', 'pt_PT'], zh: ['zh_CN'] };

/** What stands in the manifest for the description, which the browser replaces. */
export const localisedSummary = '__MSG_summary__';
export const defaultLocale: Language = 'en';

/** The words of the manifest in every language, as files of the extension: where each goes, and its text. */
export function localeFiles(): { readonly relativeDest: string; readonly contents: string }[] {
  return listings().flatMap(([language, { summary }]) =>
    (folders[language] ?? [language]).map((folder) => ({
      relativeDest: `_locales/${folder}/messages.json`,
      contents: `${JSON.stringify({ summary: { message: summary } }, null, 2)}\n`,
    })),
  );
}
