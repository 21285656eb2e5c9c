import { lineOf, placeOf, rankOf } from './line.ts';
import { priorities, type Priority, type Task, type TaskId } from './task.ts';

/** Where tasks are moved to: one step, to the front, or in front of another one (null: to the end). */
export type Move = 'top' | 'up' | 'down' | { readonly before: TaskId | null };

/** What a move changes of one task. */
interface NewPlace {
  readonly id: TaskId;
  readonly priority: Priority;
  readonly position: number;
}

type IsMoved = (task: Task) => boolean;

/**
 * Moves waiting tasks within the line; they keep their order, and what has reached an end of it stays there. Where one comes to stand between
 * tasks of another priority it takes that on, or it would not stay there. What was started by hand stays in front.
 * @returns what changes: tasks that were moved; others too where there is no room between their neighbours; nothing of what does not wait
 */
export function placesAfter(tasks: Iterable<Task>, ids: ReadonlySet<TaskId>, move: Move): NewPlace[] {
  const before = lineOf(tasks).filter(({ urgent }) => !urgent);
  const after = orderAfter(before, ({ id }) => ids.has(id), move);
  // Whatever stands where it stood has the same tasks in front of it as before.
  const moved = new Set(after.filter((task, at) => ids.has(task.id) && before[at] !== task));
  const placed = new Map<TaskId, NewPlace>();
  const crowded = new Set<Priority>();
  for (const run of runsOf(after, moved)) {
    for (const [priority, those] of byPriority(run)) {
      const positions = positionsFor(those.length, placeIn(run.ahead, priority), placeIn(run.behind, priority));
      if (positions === null) crowded.add(priority);
      for (const [index, { id }] of those.entries())
        placed.set(id, { id, priority, position: positions?.[index] ?? 0 });
    }
  }
  for (const priority of crowded) spreadOut(after, placed, priority);
  return [...placed.values()];
}

/** The line after the move. */
function orderAfter(line: readonly Task[], isMoved: IsMoved, move: Move): Task[] {
  if (move === 'up') return stepUp(line, isMoved);
  if (move === 'down') return stepUp(line.toReversed(), isMoved).toReversed();
  const [moved, others] = [line.filter(isMoved), line.filter((task) => !isMoved(task))];
  if (move === 'top') return [...moved, ...others];
  const at = move.before === null ? others.length : placeBefore(line, isMoved, move.before);
  return at === null ? [...line] : others.toSpliced(at, 0, ...moved);
}

/** Each of them past the one in front of it, unless that is one of them. */
function stepUp(line: readonly Task[], isMoved: IsMoved): Task[] {
  const next = [...line];
  for (const [at, task] of line.entries()) {
    const ahead = next[at - 1];
    if (ahead === undefined || !isMoved(task) || isMoved(ahead)) continue;
    next[at - 1] = task;
    next[at] = ahead;
  }
  return next;
}

/** How many that are not moved stand before a task of the line; null: it is not in it. */
function placeBefore(line: readonly Task[], isMoved: IsMoved, id: TaskId): number | null {
  const at = line.findIndex((task) => task.id === id);
  return at === -1 ? null : line.slice(0, at).filter((task) => !isMoved(task)).length;
}

/** Moved tasks that stand together, and who stands beside them. */
interface Run {
  readonly tasks: readonly Task[];
  readonly ahead: Task | undefined;
  readonly behind: Task | undefined;
}

function runsOf(line: readonly Task[], moved: ReadonlySet<Task>): Run[] {
  const stays = line.flatMap((task, at) => (moved.has(task) ? [] : [at]));
  return [-1, ...stays].flatMap((before, index) => {
    const next = stays[index] ?? line.length;
    const tasks = line.slice(before + 1, next);
    return tasks.length === 0 ? [] : [{ tasks, ahead: line[before], behind: line[next] }];
  });
}

/** The tasks of a run by the priority that they take on: none may have a higher one than a task in front of it. */
function byPriority({ tasks, ahead, behind }: Run): Map<Priority, Task[]> {
  const most = behind ? rankOf(behind) : Infinity;
  let least = ahead ? rankOf(ahead) : 0;
  return Map.groupBy(tasks, (task) => {
    least = Math.min(Math.max(rankOf(task), least), most);
    return priorities[least] ?? task.priority;
  });
}

const placeIn = (task: Task | undefined, priority: Priority): number | null =>
  task?.priority === priority ? placeOf(task) : null;

/** So many rising numbers between two, or beyond the only one; null: there are none. */
function positionsFor(count: number, low: number | null, high: number | null): number[] | null {
  const steps = Array.from({ length: count }, (_, index) => index + 1);
  if (low === null) return steps.map((step) => (high ?? count) - count - 1 + step);
  if (high === null) return steps.map((step) => low + step);
  const between = steps.map((step) => low + ((high - low) * step) / (count + 1));
  const rises = [...between, high].every((place, index) => place > (between[index - 1] ?? low));
  return rises ? between : null;
}

/** Gives every task that has a priority after the move a place of its own, in this order. */
function spreadOut(line: readonly Task[], placed: Map<TaskId, NewPlace>, priority: Priority): void {
  const own = line.filter((task) => (placed.get(task.id)?.priority ?? task.priority) === priority);
  const first = own.reduce((least, task) => Math.min(least, placeOf(task)), Infinity);
  for (const [index, { id }] of own.entries()) placed.set(id, { id, priority, position: first + index });
}
