import { kinds } from '#domain/i18n/en/kinds';
import { options } from '#domain/i18n/en/options';
import { privacy } from '#domain/i18n/en/privacy';
import { prove } from '#domain/i18n/en/prove';
import { seen } from '#domain/i18n/en/seen';
import { shared } from '#domain/i18n/en/shared';
import type { Words } from '#domain/i18n/words';

/** The options page's words. */
export const optionsWords: Words = { en: { ...shared, ...kinds, ...privacy, ...prove, ...seen, ...options } };
