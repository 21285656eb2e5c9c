import { details } from '#domain/i18n/en/details';
import type { Words } from '#domain/i18n/words';
import { popupWords } from './words.ts';

/** The words of a download's properties, which the first paint does not need. */
export const detailsWords: Words = { en: { ...popupWords.en, ...details } };
