import { lineOf, placeOf, rankOf } from './line.ts';
import { priorities, type Priority, type Task, type TaskId } from './task.ts';

/** Where a task is moved to: one step, to the front, or in front of another one (null: to the end). */
export type Move = 'top' | 'up' | 'down' | { readonly before: TaskId | null };

/** What a move changes of one task. */
interface NewPlace {
  readonly id: TaskId;
  readonly priority: Priority;
  readonly position: number;
}

/**
 * Moves a waiting task within the line. Where it comes to stand between tasks of another priority it takes that on, or it
 * would not stay there. What was started by hand stays in front.
 * @returns what changes: the task itself; others too where there is no room between its neighbours; nothing if it does not wait
 */
export function placesAfter(tasks: Iterable<Task>, id: TaskId, move: Move): NewPlace[] {
  const line = lineOf(tasks).filter((task) => !task.urgent || task.id === id);
  const from = line.findIndex((task) => task.id === id);
  const task = line[from];
  if (task === undefined) return [];
  const others = line.filter((other) => other !== task);
  const at = targetOf(move, from, others);
  if (at === from) return [];
  const [ahead, behind] = [others[at - 1], others[at]];
  const rank = Math.min(Math.max(rankOf(task), ahead ? rankOf(ahead) : 0), behind ? rankOf(behind) : Infinity);
  const priority = priorities[rank] ?? task.priority;
  const same = (other: Task | undefined) => (other?.priority === priority ? placeOf(other) : null);
  const position = between(same(ahead), same(behind)) ?? null;
  if (position !== null) return [{ id, priority, position }];
  return spreadOut(others.toSpliced(at, 0, { ...task, priority }), priority);
}

function targetOf(move: Move, from: number, others: readonly Task[]): number {
  if (move === 'top') return 0;
  if (move === 'up') return Math.max(0, from - 1);
  if (move === 'down') return Math.min(others.length, from + 1);
  const at = others.findIndex((other) => other.id === move.before);
  if (at !== -1) return at;
  return move.before === null ? others.length : from;
}

/** A number between two, or beyond the only one; null: there is none. */
function between(low: number | null, high: number | null): number | null {
  if (low === null) return (high ?? 1) - 1;
  if (high === null) return low + 1;
  const middle = (low + high) / 2;
  return low < middle && middle < high ? middle : null;
}

/** Gives every task of a priority a place of its own, in this order. */
function spreadOut(line: readonly Task[], priority: Priority): NewPlace[] {
  const own = line.filter((task) => task.priority === priority);
  const first = Math.min(...own.map(placeOf));
  return own.map(({ id }, index) => ({ id, priority, position: first + index }));
}
