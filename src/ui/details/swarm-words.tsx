import { kinds } from '#domain/i18n/en/kinds';
import { swarm } from '#domain/i18n/en/swarm';
import type { Words } from '#domain/i18n/words';

/** The words of a torrent's card beside those of the popup. */
export const swarmWords: Words = { en: { ...kinds, ...swarm } };
