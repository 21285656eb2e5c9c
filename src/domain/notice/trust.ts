import * as z from 'zod/mini';
import { base64Of } from '../policy/wire.ts';

/** What is remembered of the bundles of a service, so that no older one, or one of an older key, is taken after them. */
export const trustSchema = z.strictObject({
  /** Of the key in the address that the user entered: of another service nothing is known. */
  fingerprint: z.string(),
  /** The newest key that was accepted so far. */
  key: base64Of(32),
  /** Highest number that was accepted so far. */
  number: z.int().check(z.positive()),
});
export type Trust = z.output<typeof trustSchema>;
