import { shared } from '#domain/i18n/en/shared';
import { privacy } from '#domain/i18n/en/privacy';
import { welcome } from '#domain/i18n/en/welcome';
import type { Words } from '#domain/i18n/words';

/** The first page's words. */
export const welcomeWords: Words = { en: { ...shared, ...privacy, ...welcome } };
