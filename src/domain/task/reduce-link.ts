import { totalBytes } from '../segment/range.ts';
import { awaitsLink } from './link-note.ts';
import {
  begin,
  claim,
  discard,
  goOn,
  ignore,
  isStopped,
  probe,
  queued,
  seenBy,
  stop,
  to,
  unasked,
  type Step,
} from './moves.ts';
import { withLink, type ProvenLink } from './relink.ts';
import { asksAboutFile, type Task, type TaskFile } from './task.ts';

/*
 * One that brings a new link for another (`continues`): probing ── proved ─▶ (claimed ─ release ─▶ released) ─▶ merged: it is
 * no more, and the other is relinked; or it is not the same file, and it goes on by itself.
 */

/** What happened to the links of unfinished tasks. Times in ms since 1970. */
export type LinkEvent =
  | { kind: 'awaited'; tabId: number | null; now: number } // the user looks for a new link
  | { kind: 'proved'; file: TaskFile | null; finalUrl: string; host: string } // what its link leads to; null: not the other's file
  | { kind: 'merged' } // the other goes on with its link
  | { kind: 'alone' } // the other is no more
  | { kind: 'relinked'; link: ProvenLink | null; now: number } // clicked again; null: by its own link
  | { kind: 'mistaken'; now: number }; // what was offered as its new link leads to another file;

type Reducers = { readonly [K in LinkEvent['kind']]: (task: Task, event: Extract<LinkEvent, { kind: K }>) => Step };

/** The part of the state machine's table that is about new links. */
export const linkReducers: Reducers = {
  proved(task, { file, finalUrl, host }) {
    if (task.state.kind !== 'probing' || task.continues === null) return ignore(task);
    const known: Task = seenBy(task, host);
    if (file === null) {
      const step = probe({ ...known, continues: null });
      return { ...step, effects: [{ by: 'engine', kind: 'disown', other: task.continues }, ...step.effects] };
    }
    const proven: Task = { ...known, file, source: { ...task.source, finalUrl } };
    if (task.handover?.phase === 'offered') return claim(proven, task.handover);
    return { task: proven, effects: [{ by: 'engine', kind: 'hand-on', other: task.continues }] };
  },

  merged: (task) => (task.continues === null ? ignore(task) : { task: null, effects: [stop, discard] }),

  alone: (task) =>
    task.continues !== null && task.handover === null && task.state.kind === 'probing'
      ? to(unasked({ ...task, continues: null }), queued)
      : ignore(task),

  awaited: (task, { tabId, now }) =>
    isStopped(task.state)
      ? { task: { ...task, link: { kind: 'awaited', at: now, tabId } }, effects: [] }
      : ignore(task),

  relinked(task, { link, now }) {
    if (task.trash !== null || task.handover !== null) return ignore(task);
    const linked = link === null ? { ...task, link: null } : withLink(task, link);
    switch (task.state.kind) {
      case 'paused':
        // Given once more is no answer.
        return asksAboutFile(task) ? ignore(linked) : begin(linked);
      case 'failed':
        return goOn(linked, task.state);
      case 'queued':
        return ignore(linked);
      case 'probing':
      case 'active':
        // The link it has still works; where it came from, and that it was clicked again, is noted.
        return ignore({ ...linked, file: task.file, link: { kind: 'again', at: now, tabId: null } });
      default:
        return ignore(task);
    }
  },

  mistaken: (task, { now }) =>
    totalBytes(task.have) > 0 && isStopped(task.state) && (task.state.kind === 'failed' || awaitsLink(task, now))
      ? ignore({ ...task, link: { kind: 'other-file', at: now, tabId: null } })
      : ignore(task),
};
