import { frozen } from './frozen.ts';
import type { Purpose, PurposeId } from './purpose.ts';
import { mirrorGiving } from './purposes/mirror-giving.ts';
import { mirrorSearch } from './purposes/mirror-search.ts';
import { statistics } from './purposes/statistics.ts';
import { swarm } from './purposes/swarm.ts';
import { updates } from './purposes/updates.ts';

/** Every purpose. The policy, the switches, the door, the ledger's words and what the stores are told all come from here. */
export const purposes = frozen({
  'mirror-search': mirrorSearch,
  'mirror-giving': mirrorGiving,
  statistics,
  updates,
  swarm,
} as const satisfies Record<PurposeId, Purpose>);
