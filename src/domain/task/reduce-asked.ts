import { begin, ignore, revokeOf, startExport, to, type Step } from './moves.ts';
import type { Conflict } from '../settings/settings.ts';
import type { Task } from './task.ts';

/*
 * exporting ──name-taken──▶ paused (name) ──name-chosen──▶ exporting
 * (added)                 paused (twin) ──wanted-again──▶ queued
 */

/** What is asked of the user, and what he says. */
export type AskedEvent =
  | { kind: 'name-taken'; blobUrl: string } // and he wants to be asked; nothing was saved
  | { kind: 'name-chosen'; conflict: Exclude<Conflict, 'ask'> }
  | { kind: 'wanted-again' }; // although it is there already

type Reducers = { readonly [K in AskedEvent['kind']]: (task: Task, event: Extract<AskedEvent, { kind: K }>) => Step };

const isAsked = ({ trash, state }: Task, because: 'name' | 'twin'): boolean =>
  trash === null && state.kind === 'paused' && state.because === because;

/** The part of the state machine's table that is about what waits for the user's word with all its bytes. */
export const askedReducers: Reducers = {
  'name-taken'(task, { blobUrl }) {
    if (task.state.kind !== 'exporting' || task.state.blobUrl !== blobUrl) return ignore(task);
    return to(task, { kind: 'paused', because: 'name', room: null }, ...revokeOf(task.state));
  },

  // Of a torrent it holds for all its files.
  'name-chosen'(task, { conflict }) {
    return isAsked(task, 'name') ? startExport({ ...task, conflict }) : ignore(task);
  },

  'wanted-again'(task) {
    return isAsked(task, 'twin') ? begin({ ...task, twin: task.twin && { ...task.twin, waived: true } }) : ignore(task);
  },
};
