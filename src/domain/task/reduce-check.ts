import { addExpected, nothingExpected, type Expected, type Hash } from '../check/expected.ts';
import type { Checked, Mismatch } from '../check/verdict.ts';
import type { Declared } from '../mirror/declared.ts';
import { addMirrors, type Mirror } from '../mirror/mirror.ts';
import { addressOf } from '../source/address.ts';
import { withoutRanges } from '../segment/range.ts';
import {
  begin,
  discard,
  drop,
  ignore,
  opensAs,
  seenBy,
  startExport,
  startOver,
  to,
  verify,
  type Step,
} from './moves.ts';
import { refetchLent } from './reduce-search.ts';
import { allRight } from './search.ts';
import type { Task } from './task.ts';

/*
 * active ──fetched──▶ verifying ──verified──▶ exporting      (a Metalink: ──opened──▶ its tasks take its place)
 *                         │ damaged
 *                         ▼
 *                      damaged ──keep──▶ exporting;  ──refetch──▶ queued;  ──expect──▶ verifying
 */

/** What happened to what is known of a file, and to its comparison with that. */
export type CheckEvent =
  | { kind: 'verified'; checked: Checked | null }
  | { kind: 'damaged'; mismatch: Mismatch }
  | { kind: 'refetch' } // the user wants what is wrong fetched again
  | { kind: 'keep' } // the user wants the file as it is
  | { kind: 'expect'; hash: Hash } // the user gives a checksum
  /** More was learned of the file; `described`: from the Metalink that describes it, which is read now. */
  | { kind: 'declared'; expected: Expected; mirrors: readonly Mirror[]; described: boolean }
  | { kind: 'opened' }; // the tasks that a Metalink describes are stored

type Reducers = { readonly [K in CheckEvent['kind']]: (task: Task, event: Extract<CheckEvent, { kind: K }>) => Step };

/** The part of the state machine's table that is about checking. */
export const checkReducers: Reducers = {
  verified(task, { checked }) {
    if (task.state.kind !== 'verifying') return ignore(task);
    const known: Task = allRight({ ...task, checked });
    return opensAs(task) !== null ? { task: known, effects: [{ by: 'engine', kind: 'open' }] } : startExport(known);
  },

  damaged(task, { mismatch }) {
    if (task.state.kind !== 'verifying') return ignore(task);
    if (task.handover !== null) return drop(task, 'probe-failed');
    return refetchLent(task) ?? to(task, { kind: 'damaged', mismatch });
  },

  refetch(task) {
    if (task.state.kind !== 'damaged') return ignore(task);
    const { bad } = task.state.mismatch;
    return bad === null ? startOver(task) : begin({ ...task, have: withoutRanges(task.have, bad) });
  },

  keep(task) {
    if (task.state.kind === 'failed' && task.state.whole) return startExport(task);
    if (task.state.kind !== 'damaged') return ignore(task);
    const { what, from, actual } = task.state.mismatch;
    return startExport({ ...task, checked: { what, from, good: false, value: actual } });
  },

  expect(task, { hash }) {
    const known: Task = { ...task, expected: addExpected(task.expected, { ...nothingExpected, hashes: [hash] }) };
    switch (task.state.kind) {
      case 'exporting':
      case 'seeding':
      case 'done':
        // The bytes are no longer ours to read.
        return ignore(task);
      case 'verifying':
      case 'damaged':
        return to(known, { kind: 'verifying' }, verify);
      case 'failed':
        return task.state.whole ? to(known, { kind: 'verifying' }, verify) : ignore(known);
      case 'active':
        return { task: known, effects: [{ by: 'engine', kind: 'inform' }] };
      default:
        return ignore(known);
    }
  },

  declared(task, { expected, mirrors, described }) {
    if (task.state.kind === 'exporting' || task.state.kind === 'done') return ignore(task);
    const known: Task = {
      ...task,
      expected: addExpected(task.expected, expected),
      mirrors: addMirrors(task.mirrors, mirrors, ownAddresses(task)),
      describedBy: described ? null : task.describedBy,
    };
    return { task: known, effects: task.state.kind === 'active' ? [{ by: 'engine', kind: 'inform' }] : [] };
  },

  opened(task) {
    if (task.state.kind !== 'verifying') return ignore(task);
    const giveUp = task.handover && ({ by: 'background', kind: 'give-up', handover: task.handover } as const);
    return { task: null, effects: [discard, ...(giveUp ? [giveUp] : [])] };
  },
};

/** The task with what the first answer's headers declared of its file. */
export function withDeclared(task: Task, { hashes, mirrors, describedBy }: Declared, first: boolean): Task {
  const description = first ? describedBy : task.describedBy;
  const known: Task = {
    ...task,
    expected: addExpected(task.expected, { ...nothingExpected, hashes: [...hashes] }),
    mirrors: addMirrors(task.mirrors, mirrors, ownAddresses(task)),
    describedBy: description,
  };
  return description === null ? known : seenBy(known, new URL(description).host);
}

/** The link and where it led. A mirror in its place is still one of the mirrors. */
function ownAddresses({ source: { url, finalUrl, mirror } }: Task): string[] {
  return [url, (mirror === undefined && finalUrl) || url].map(addressOf);
}
