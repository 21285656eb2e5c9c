import type * as z from 'zod/mini';
import { frozen } from './frozen.ts';
import type { Endpoint, PurposeId, Wire } from './purpose.ts';
import { mirrorGiving } from './wires/mirror-giving.ts';
import { mirrorSearch } from './wires/mirror-search.ts';
import { statistics } from './wires/statistics.ts';
import { swarm } from './wires/swarm.ts';
import { updates } from './wires/updates.ts';

/** What each purpose may send: all that the door needs. What is said of it is in the registry, for pages and the policy. */
export const wires = frozen({
  'mirror-search': mirrorSearch,
  'mirror-giving': mirrorGiving,
  statistics,
  updates,
  swarm,
} as const satisfies Record<PurposeId, Readonly<Record<string, Wire>>>);

type Wires<P extends PurposeId> = (typeof wires)[P];

/** The names of a purpose's calls. */
export type CallOf<P extends PurposeId> = keyof Wires<P> & string;

type SendsOf<C> = C extends Wire<infer S, infer _To> ? z.input<S> : never;
type ReplyOf<C> = C extends { endpoint: Endpoint<infer R> } ? z.output<R> : never;

/** What a call sends. */
export type Sends<P extends PurposeId, C extends CallOf<P>> = SendsOf<Wires<P>[C]>;

/** What a call brings back, validated; never for what does not go to the service. */
export type Reply<P extends PurposeId, C extends CallOf<P>> = ReplyOf<Wires<P>[C]>;
