import { addMirrors, lastPriority, type Mirror } from '../mirror/mirror.ts';
import { mostFound, passing, type SearchOutcome } from '../mirror/search.ts';
import { addressOf } from '../source/address.ts';
import { withoutRanges } from '../segment/range.ts';
import { begin, ignore, type Step, type TaskEffect } from './moves.ts';
import { identityOf, searchObstacle, withoutFound } from './search.ts';
import type { Task } from './task.ts';

/** What happened to a task's search for mirrors. */
export type SearchEvent =
  | { kind: 'search-set'; on: boolean } // by the user, for this task
  | { kind: 'search-allowed'; allowed: boolean } // by the user, for all; or the service may be asked again
  | { kind: 'looked-up'; outcome: SearchOutcome; urls: readonly string[] }
  | { kind: 'convicted'; url: string }; // a mirror that was found brought other bytes

type Reducers = { readonly [K in SearchEvent['kind']]: (task: Task, event: Extract<SearchEvent, { kind: K }>) => Step };

const inform: TaskEffect = { by: 'engine', kind: 'inform' };
const search: TaskEffect = { by: 'engine', kind: 'search' };

/** Whether it is to be looked up now. */
function wantsSearch(task: Task): boolean {
  const { state, trash, search: known, stream } = task;
  // What the browser saves while it arrives cannot be fetched again.
  const isOpen = state.kind === 'active' && trash === null && stream === null && known.outcome === null && !known.off;
  return isOpen && searchObstacle(task) === null && identityOf(task) !== null;
}

const notLookedUp = (task: Task): Task => ({ ...task, search: { ...task.search, outcome: null } });

/** A step after which a task can be looked up that could not be before: it is. What was not to be had is looked for again the next time. */
export function settleSearch(before: Task, { task, effects }: Step): Step {
  if (task === null) return { task, effects };
  const { outcome } = task.search;
  const settled = task.state.kind !== 'active' && passing.has(outcome) ? notLookedUp(task) : task;
  const isSaid = effects.some(({ kind }) => kind === 'search' || kind === 'end-search');
  const asks = wantsSearch(settled) && !wantsSearch(before) && !isSaid;
  return { task: settled, effects: asks ? [...effects, search] : effects };
}

/** The part of the state machine's table that is about searching for mirrors. */
export const searchReducers: Reducers = {
  'search-set'(task, { on }) {
    if (task.swarm !== null || on === !task.search.off) return ignore(task);
    const set: Task = { ...task, search: { ...task.search, off: !on, outcome: null } };
    return on ? ignore(set) : ended(set);
  },

  'search-allowed'(task, { allowed }) {
    if (!allowed) return task.search.outcome === null ? ended(task) : ended(notLookedUp(task));
    const open = passing.has(task.search.outcome) ? notLookedUp(task) : task;
    return { task: open, effects: wantsSearch(open) ? [search] : [] };
  },

  'looked-up'(task, { outcome, urls }) {
    if (!wantsSearch(task)) return ignore(task);
    const told = urls
      .filter((url) => !task.search.wrong.includes(url))
      .map((url): Mirror => ({ url, priority: lastPriority, from: 'search' }));
    const { url, finalUrl } = task.source;
    const own = [url, finalUrl ?? url].map(addressOf);
    // Those that the publisher names are known already: what is found is another address.
    const found = told.filter(
      (one) => !task.mirrors.some((mirror) => mirror.url === one.url) && !own.includes(one.url),
    );
    const mirrors = addMirrors(withoutFound(task).mirrors, found.slice(0, mostFound), own);
    const isFound = mirrors.length > task.mirrors.length;
    const known = { ...task.search, outcome: outcome === 'found' && !isFound ? 'none' : outcome };
    return { task: { ...task, mirrors, search: known }, effects: isFound ? [inform] : [] };
  },

  convicted(task, { url }) {
    if (task.search.wrong.includes(url)) return ignore(task);
    const mirrors = task.mirrors.filter((mirror) => mirror.from !== 'search' || mirror.url !== url);
    const known: Task = { ...task, mirrors, search: { ...task.search, wrong: [...task.search.wrong, url] } };
    return {
      task: known,
      effects: mirrors.length < task.mirrors.length && task.state.kind === 'active' ? [inform] : [],
    };
  },
};

/** Nobody is asked for it any more that was found; what such mirrors brought stays, and is checked with the rest. */
function ended(task: Task): Step {
  const isFewer = task.mirrors.some(({ from }) => from === 'search');
  const left = isFewer ? withoutFound(task) : task;
  if (task.state.kind !== 'active') return ignore(left);
  const effects: TaskEffect[] = [{ by: 'engine', kind: 'end-search' }];
  return { task: left, effects: isFewer ? [...effects, inform] : effects };
}

/**
 * The file does not agree with its checksum, and strangers' mirrors have brought some of it: their bytes are fetched from the origin.
 * Null: they have not, and so it is the origin's own.
 */
export function refetchLent(task: Task): Step | null {
  const { lent } = task.search;
  if (lent.length === 0) return null;
  const left = withoutFound(task);
  return begin({
    ...left,
    have: withoutRanges(task.have, lent),
    search: { ...task.search, outcome: 'wrong', lent: [], suspects: lent },
  });
}
