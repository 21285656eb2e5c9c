import { menu } from '#domain/i18n/en/menu';
import type { Words } from '#domain/i18n/words';

/** The words of the background: those of its menu. */
export const menuWords: Words = { en: menu };
