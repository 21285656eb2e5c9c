import type * as z from 'zod/mini';
import type { Call, Endpoint, Purpose, PurposeId } from './purpose.ts';
import { mirrorSearch } from './purposes/mirror-search.ts';
import { statistics } from './purposes/statistics.ts';
import { swarm } from './purposes/swarm.ts';
import { updates } from './purposes/updates.ts';

/** Every purpose. The policy, the switches, the door, the ledger's words and what the stores are told all come from here. */
export const purposes = {
  'mirror-search': mirrorSearch,
  statistics,
  updates,
  swarm,
} as const satisfies Record<PurposeId, Purpose>;

type Calls<P extends PurposeId> = (typeof purposes)[P]['calls'];

/** The names of a purpose's calls. */
export type CallOf<P extends PurposeId> = keyof Calls<P> & string;

type SendsOf<C> = C extends Call<infer S, infer _To> ? z.input<S> : never;
type ReplyOf<C> = C extends { endpoint: Endpoint<infer R> } ? z.output<R> : never;

/** What a call sends. */
export type Sends<P extends PurposeId, C extends CallOf<P>> = SendsOf<Calls<P>[C]>;

/** What a call brings back, validated; never for what does not go to the service. */
export type Reply<P extends PurposeId, C extends CallOf<P>> = ReplyOf<Calls<P>[C]>;
