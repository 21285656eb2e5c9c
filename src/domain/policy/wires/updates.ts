import * as z from 'zod/mini';
import { signedBundleSchema } from '../../notice/bundle.ts';
import { wire } from '../purpose.ts';
import { days, kilobytes, seconds } from '../units.ts';

/** The same file for everybody; nothing is sent but the request for it. */
export const bundle = wire({
  sends: z.strictObject({}),
  endpoint: {
    method: 'GET',
    path: '/v1/bundle',
    reply: signedBundleSchema,
    replyBytes: 512 * kilobytes,
    timeout: 20 * seconds,
    busy: 'defer',
  },
  when: { occasion: 'idle', every: days },
});

export const updates = { bundle } as const;
