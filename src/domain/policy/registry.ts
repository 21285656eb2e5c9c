import { frozen } from './frozen.ts';
import type { Purpose, PurposeId } from './purpose.ts';
import { mirrorSearch } from './purposes/mirror-search.ts';
import { statistics } from './purposes/statistics.ts';
import { swarm } from './purposes/swarm.ts';
import { updates } from './purposes/updates.ts';

/** Every purpose. The policy, the switches, the door, the ledger's words and what the stores are told all come from here. */
export const purposes = frozen({
  'mirror-search': mirrorSearch,
  statistics,
  updates,
  swarm,
} as const satisfies Record<PurposeId, Purpose>);
