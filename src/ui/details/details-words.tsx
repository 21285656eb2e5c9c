import { details } from '#domain/i18n/en/details';
import { search } from '#domain/i18n/en/search';
import { kinds } from '#domain/i18n/en/kinds';
import { seen } from '#domain/i18n/en/seen';
import { swarm } from '#domain/i18n/en/swarm';
import type { Words } from '#domain/i18n/words';

/** The words of a download's properties beside those of the popup: the first paint does not need them. */
export const detailsWords: Words = { en: { ...details, ...search, ...seen, ...kinds, ...swarm } };
