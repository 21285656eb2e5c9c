import * as z from 'zod/mini';
import { storedEntrySchema } from './ledger/entry.ts';
import { contributionSchema } from './mirror/contribution.ts';
import { mismatchSchema } from './ledger/mismatch.ts';
import { trustSchema } from './notice/trust.ts';
import { consentSchema } from './policy/consent.ts';
import { deferredSchema } from './policy/deferred.ts';
import { receiptSchema } from './policy/receipt.ts';
import { settingsSchema } from './settings/settings.ts';
import { lessonSchema } from './source/lesson.ts';
import { memoSchema } from './stats/draw.ts';
import { taskIdSchema, taskSchema } from './task/task.ts';

/** Everything that this extension keeps, as one file: docs/data-format.md says what each field is. */
export const ownDataSchema = z.object({
  /** Of this shape. */
  format: z.literal(1),
  /** When it was written: ISO 8601, UTC. */
  exported: z.iso.datetime(),
  /** Of the extension. */
  version: z.string(),
  /** The database. A record that this version cannot read is in it as it lies there. */
  stores: z.object({
    tasks: z.array(z.extend(taskSchema, { shape: z.exactOptional(z.string()) })),
    lessons: z.array(lessonSchema),
    /** By name: the consent record, the service's address and what was accepted of it, when each call was last made and what it last brought. */
    privacy: z.looseObject({
      consent: z.exactOptional(consentSchema),
      service: z.exactOptional(z.string()),
      trust: z.exactOptional(trustSchema),
      statistics: z.exactOptional(memoSchema),
      seen: z.exactOptional(z.array(z.string())),
      erasing: z.exactOptional(z.literal(true)),
    }),
    receipts: z.array(receiptSchema),
    ledger: z.array(storedEntrySchema),
    deferred: z.array(z.extend(deferredSchema, { id: z.number() })),
    mismatches: z.array(mismatchSchema),
    contributions: z.array(z.extend(contributionSchema, { id: z.number() })),
  }),
  /** What was set: the options that differ from their defaults. */
  settings: z.object({ settings: z.exactOptional(settingsSchema) }),
  /** What is gone when the browser ends. */
  session: z.record(z.string(), z.unknown()),
  /** Names of the unfinished files: each is its task's id. */
  partFiles: z.array(taskIdSchema),
  /** Match patterns of the sites that may be read. */
  sites: z.array(z.string()),
});
