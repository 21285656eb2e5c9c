import { popup } from '#domain/i18n/en/popup';
import { shared } from '#domain/i18n/en/shared';
import type { Words } from '#domain/i18n/words';

/** The popup's words. */
export const popupWords: Words = { en: { ...shared, ...popup } };
