import * as z from 'zod/mini';
import { taskIdSchema } from '../task/task.ts';
import { purposeIds } from './purpose.ts';

export const deferredSchema = z.object({
  purpose: z.enum(purposeIds),
  call: z.string(),
  payload: z.record(z.string(), z.unknown()),
  task: z.nullable(taskIdSchema),
  /** Not before this moment, ms since 1970. */
  from: z.exactOptional(z.number()),
});
/** A call that is to be made when it may. */
export type Deferred = z.infer<typeof deferredSchema>;
