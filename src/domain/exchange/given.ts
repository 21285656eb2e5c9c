import * as z from 'zod/mini';
import { openMaskSchema } from '../add/open-mask.ts';
import { expectedSchema, nothingExpected } from '../check/expected.ts';
import { speedSchema } from '../settings/settings.ts';
import { sharingSchema } from '../swarm/sharing.ts';
import { fileChoiceSchema } from '../swarm/swarm.ts';
import { priorities } from '../task/task.ts';

/** What is told of one download beside its address, in any of the formats. */
export const givenSchema = z.object({
  /** Base name; null: as the server says. */
  name: z._default(z.nullable(z.string()), null),
  /** How the file is called where no name is given, and its folders below that one; null: as the server says. */
  mask: z._default(z.nullable(openMaskSchema), null),
  /** Sub-folder of Downloads; null: as new downloads go. */
  folder: z._default(z.nullable(z.string()), null),
  page: z._default(z.nullable(z.string()), null),
  referrer: z._default(z.nullable(z.string()), null),
  /** Other addresses of the same file, the first to ask first. */
  mirrors: z._default(z.array(z.string()), []),
  expected: z._default(expectedSchema, nothingExpected),
  priority: z._default(z.enum(priorities), 'normal'),
  /** Bytes a second; null: no limit. */
  speedLimit: z._default(z.nullable(speedSchema), null),
  /** Ms since 1970; null: no such time. */
  startAt: z._default(z.nullable(z.number()), null),
  /** It waits for the user. */
  paused: z._default(z.boolean(), false),
  /** Whether mirrors are searched for it, where that is switched on for all. */
  search: z._default(z.boolean(), true),
  /** Of a torrent: which of its files are wanted, and what happens when it is complete; null: all, and what is usual. */
  files: z._default(z.nullable(fileChoiceSchema), null),
  sharing: z._default(z.nullable(sharingSchema), null),
});
export type Given = z.infer<typeof givenSchema>;

/** What is told of a download of which nothing but its address is known. */
export const nothingTold: Given = z.parse(givenSchema, {});
