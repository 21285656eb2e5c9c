import { ignore, startExport, type Step, type TaskEffect } from './moves.ts';
import type { Task, TaskState } from './task.ts';

/*
 * A file that is worth it (stream.ts) is read by the browser while the rest arrives: `stream` names what it reads. The last byte is
 * kept back until the file is verified; then the item that has been there all the time is what is watched while exporting.
 * Whatever else happens to the task, or to the item, ends the stream, and the file is handed over whole when it is here.
 */

/** What happened to what the browser reads along. */
export type StreamEvent =
  | { kind: 'stream-begun'; url: string } // stored before the browser is shown the address
  | { kind: 'stream-item'; downloadId: number } // the browser has made its item
  | { kind: 'stream-lost' }; // the browser, or what it read, gave up

type Reducers = { readonly [K in StreamEvent['kind']]: (task: Task, event: Extract<StreamEvent, { kind: K }>) => Step };

/** The states in which the browser reads along. */
const reading: ReadonlySet<TaskState['kind']> = new Set(['active', 'verifying']);

/** The part of the state machine's table that is about streams. */
export const streamReducers: Reducers = {
  'stream-begun'(task, { url }) {
    if (task.state.kind !== 'active' || task.stream !== null) return ignore(task);
    const effects: TaskEffect[] = [
      { by: 'engine', kind: 'stream', url },
      { by: 'engine', kind: 'inform' },
    ];
    return { task: { ...task, stream: { url, downloadId: null } }, effects };
  },

  'stream-item': (task, { downloadId }) =>
    task.stream === null ? ignore(task) : ignore({ ...task, stream: { ...task.stream, downloadId } }),

  'stream-lost'(task) {
    const { state } = task;
    if (state.kind !== 'exporting') return task.stream === null ? ignore(task) : ignore({ ...task, stream: null });
    if (state.blobUrl === null || !isStream(state.blobUrl)) return ignore(task);
    const whole = startExport({ ...task, stream: null });
    return { task: whole.task, effects: [endStream(state.blobUrl), ...whole.effects] };
  },
};

/** Whether the browser saves from a stream, and not from a blob. */
export const isStream = (url: string): boolean => !url.startsWith('blob:');

/** Nobody reads along any more, and what the browser has saved of it goes. */
const endStream = (url: string): TaskEffect => ({ by: 'engine', kind: 'end-stream', url });

/** What every step of a task is followed by: a stream ends where the task leaves the states it lives in. */
export function settleStream({ stream }: Task, step: Step): Step {
  if (stream === null) return step;
  const { task } = step;
  const goesOn = task !== null && task.trash === null && reading.has(task.state.kind) && task.stream !== null;
  const isSaving = task?.state.kind === 'exporting' && task.state.blobUrl === stream.url;
  if (goesOn || isSaving) return step;
  return { task: task && { ...task, stream: null }, effects: [endStream(stream.url), ...step.effects] };
}
