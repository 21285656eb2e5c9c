import * as z from 'zod/mini';
import { base64Of } from '../policy/wire.ts';

/** An unlinkable token, as it is spent. */
const token = z.strictObject({ input: base64Of(32), output: base64Of(64) });

/** What gives mirrors back: docs/mirror-protocol.md, "Messages". Every body has the same size as all others of its kind. */
export const giving = {
  /** One token is asked for, with proof of work. */
  token: {
    path: '/v1/tokens',
    sends: z.strictObject({ blinded: base64Of(32), nonce: base64Of(8) }),
    reply: z.strictObject({ evaluated: base64Of(32), proof: base64Of(64) }),
  },
  /** One address is given: a vote for it. */
  give: {
    path: '/v1/mirrors/give',
    sends: z.strictObject({ tag: base64Of(32), sealed: base64Of(528), token, eraser: base64Of(32) }),
    reply: z.strictObject({ recorded: z.literal(true) }),
  },
  /** A vote against an address whose bytes were wrong, or for one whose bytes were right. */
  vote: {
    path: '/v1/mirrors/vote',
    sends: z.strictObject({
      tag: base64Of(32),
      entry: base64Of(16),
      vote: z.enum(['+', '-']),
      token,
      eraser: base64Of(32),
    }),
    reply: z.strictObject({ recorded: z.literal(true) }),
  },
  /** A contribution or vote is taken back. */
  erase: {
    path: '/v1/mirrors/erase',
    sends: z.strictObject({ tag: base64Of(32), entry: base64Of(16), token: base64Of(32) }),
    reply: z.strictObject({ erased: z.literal(true) }),
  },
} as const;
