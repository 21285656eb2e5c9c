import type { Call, PurposeId } from './purpose.ts';
import { mirrorCalls } from './purposes/mirror-search.ts';
import { statisticsCalls } from './purposes/statistics.ts';
import { swarmCalls } from './purposes/swarm.ts';
import { updatesCalls } from './purposes/updates.ts';

/** The calls of every purpose, as the registry has them, for the door: it has no use for the words around them. */
export const callsOf: Readonly<Record<PurposeId, Readonly<Record<string, Call>>>> = {
  'mirror-search': mirrorCalls,
  statistics: statisticsCalls,
  updates: updatesCalls,
  swarm: swarmCalls,
};
