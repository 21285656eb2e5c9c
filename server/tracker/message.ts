import * as z from 'zod/mini';

/** 20 bytes, each as one character: so an info hash, a peer and an offer are named in these messages. */
const bytes20 = z.string().check(z.regex(/^[\0-\xff]{20}$/));
/** JSON writes an endless number as null. */
const count = z.optional(z.nullable(z.number()));
/** What one browser tells another about how it can be reached. */
const description = z.object({ type: z.string().check(z.maxLength(20)), sdp: z.string() });

/**
 * What a client may say: that it is in a swarm, with offers, or with an answer to one (as WebTorrent does; there is no specification).
 * Everything else is left out. A scrape is not taken: without a hash, the library answers it with all torrents that it knows.
 */
const announce = z.object({
  action: z.literal('announce'),
  info_hash: bytes20,
  peer_id: bytes20,
  event: z.optional(z.enum(['', 'empty', 'started', 'stopped', 'completed', 'update', 'paused'])),
  left: count,
  uploaded: count,
  downloaded: count,
  offers: z.optional(z.array(z.object({ offer: description, offer_id: bytes20 })).check(z.maxLength(10))),
  answer: z.optional(description),
  to_peer_id: z.optional(bytes20),
  offer_id: z.optional(bytes20),
});
export type Announce = z.output<typeof announce>;

/** @returns null: it is no such message */
export function readMessage(text: string): Announce | null {
  try {
    return announce.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
