import { kinds } from '#domain/i18n/en/kinds';
import { manager } from '#domain/i18n/en/manager';
import { popup } from '#domain/i18n/en/popup';
import { shared } from '#domain/i18n/en/shared';
import type { Words } from '#domain/i18n/words';

/** The words of the page with all downloads. */
export const managerWords: Words = { en: { ...shared, ...popup, ...kinds, ...manager } };
