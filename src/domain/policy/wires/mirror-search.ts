import * as z from 'zod/mini';
import { wire } from '../purpose.ts';
import { days, megabytes, seconds } from '../units.ts';
import { base64Of } from '../wire.ts';
import { bundle } from './updates.ts';

/** An address of a file, sealed for those who know the file. */
const row = z.strictObject({
  /** Label computed from the file's checksum. */
  tag: base64Of(32),
  entry: base64Of(16),
  /** 512 bytes and the 16 of the seal (AES-GCM-SIV). */
  sealed: base64Of(528),
});

const rows = z.strictObject({ rows: z.array(row).check(z.maxLength(10_000)) });

const list = { reply: rows, replyBytes: 8 * megabytes, timeout: 60 * seconds } as const;

export const mirrorSearch = {
  bundle,
  snapshot: wire({
    sends: z.strictObject({}),
    endpoint: { method: 'GET', path: '/v1/mirrors/all', busy: 'defer', ...list },
    when: { occasion: 'idle', every: days },
  }),
  // Dropped where it may not be made: the download that it would be for goes on without.
  lookUp: wire({
    sends: z.strictObject({ prefix: z.string().check(z.regex(/^[01]{1,32}$/)) }),
    endpoint: { method: 'GET', path: '/v1/mirrors/some', busy: 'drop', ...list },
    when: { occasion: 'task', every: null },
  }),
} as const;
