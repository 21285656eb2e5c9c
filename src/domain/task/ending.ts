import * as z from 'zod/mini';
import { taskIdSchema, type Task } from './task.ts';

/** That a download is over, or stands still until the user does something. */
export const endingSchema = z.object({
  id: taskIdSchema,
  kind: z.enum(['saved', 'failed', 'damaged', 'held']),
  /** Of the file, as far as it is known. */
  name: z.string(),
  /** The browser's own number of the saved file. */
  downloadId: z.nullable(z.number()),
});
export type Ending = z.infer<typeof endingSchema>;

/** What one step of a task has ended; null: nothing. Each ending is one step's alone, so that it is told once. */
export function endingOf(before: Task | null, after: Task | null): Ending | null {
  if (before === null || after === null) return null;
  const kind = kindOf(after);
  if (kind === null || kind === kindOf(before)) return null;
  const { id, state, file, source } = after;
  const saved = state.kind === 'done' || state.kind === 'seeding' ? state : null;
  const name = saved?.savedAs ?? file?.name ?? source.url;
  return { id, kind, name, downloadId: saved?.downloadId ?? null };
}

function kindOf({ state }: Task): Ending['kind'] | null {
  switch (state.kind) {
    // What the user shares from his own files was never downloaded.
    case 'done':
    case 'seeding':
      return state.downloadId === null ? null : 'saved';
    case 'exporting':
      return state.held ? 'held' : null;
    case 'failed':
    case 'damaged':
      return state.kind;
    default:
      return null;
  }
}
