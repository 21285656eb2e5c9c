import * as z from 'zod/mini';
import { wire } from '../purpose.ts';
import { base64Of } from '../wire.ts';

const infoHash = z.string().check(z.regex(/^[0-9a-f]{40}$/));
/** Drawn anew for every session (CS9). */
const peerId = z.string().check(z.regex(/^[0-9a-f]{40}$/));
const bytes = z.int().check(z.nonnegative());
const pieces = z.array(z.int().check(z.nonnegative()));

export const swarm = {
  announce: wire({
    sends: z.strictObject({
      infoHash,
      peerId,
      uploaded: bytes,
      downloaded: bytes,
      left: bytes,
      event: z.enum(['started', 'update', 'completed', 'stopped']),
      offers: z.array(z.strictObject({ id: base64Of(20), offer: z.string() })),
    }),
    endpoint: null,
    when: { occasion: 'task', every: null },
  }),
  exchange: wire({
    sends: z.strictObject({ infoHash, peerId, has: pieces, asks: pieces, gives: pieces }),
    endpoint: null,
    when: { occasion: 'task', every: null },
  }),
} as const;
