import { ignore, revokeOf, startExport, to, type Step } from './moves.ts';
import type { Conflict } from '../settings/settings.ts';
import type { Task } from './task.ts';

/*
 * exporting ──name-taken──▶ paused (name) ──name-chosen──▶ exporting
 */

/** What is asked of the user, and what he says. */
export type AskedEvent =
  | { kind: 'name-taken'; blobUrl: string } // and he wants to be asked; nothing was saved
  | { kind: 'name-chosen'; conflict: Exclude<Conflict, 'ask'> };

type Reducers = { readonly [K in AskedEvent['kind']]: (task: Task, event: Extract<AskedEvent, { kind: K }>) => Step };

/** The part of the state machine's table that is about what waits for the user's word with all its bytes. */
export const askedReducers: Reducers = {
  'name-taken'(task, { blobUrl }) {
    if (task.state.kind !== 'exporting' || task.state.blobUrl !== blobUrl) return ignore(task);
    return to(task, { kind: 'paused', because: 'name', room: null }, ...revokeOf(task.state));
  },

  // Of a torrent it holds for all its files.
  'name-chosen'(task, { conflict }) {
    const asked = task.trash === null && task.state.kind === 'paused' && task.state.because === 'name';
    return asked ? startExport({ ...task, conflict }) : ignore(task);
  },
};
