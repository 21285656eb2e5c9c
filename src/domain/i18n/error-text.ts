import type { TaskError } from '../error.ts';
import { formatBytes } from './format.ts';
import type { Translate } from './translate.ts';

/** What went wrong, as one sentence for the user; with the numbers of the case where they are known. */
export function errorSentence(t: Translate, error: TaskError): string {
  const free = error.detail?.['free'];
  const needed = error.detail?.['needed'];
  if (error.code === 'disk-full' && typeof free === 'number' && typeof needed === 'number') {
    return t('error.disk-fullRoom', { free: formatBytes(t.locale, free), needed: formatBytes(t.locale, needed) });
  }
  const host = error.detail?.['host'];
  if (error.code === 'no-access' && typeof host === 'string') return t('error.no-accessSite', { site: host });
  return t(`error.${error.code}`);
}
