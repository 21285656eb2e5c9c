import { menuActs, rowActs } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import type { ManyAct } from '#protocol/engine-api';

/** What can be done to all that is selected. */
export type BarAct = Exclude<ManyAct, 'undo'> | 'move-top' | 'move-up' | 'move-down';

const barActs = ['pause', 'resume', 'retry', 'remove', 'start-now', 'move-top', 'move-up', 'move-down'] as const;

/** Of each task looked at once, for a task never changes: what changed is another one. */
const known = new WeakMap<Task, readonly BarAct[]>();

/** The acts that mean something to a task. */
function actsOf(task: Task): readonly BarAct[] {
  const before = known.get(task);
  if (before) return before;
  const offered: ReadonlySet<string> = new Set([...rowActs(task), ...menuActs(task)]);
  const acts = barActs.filter((act) => offered.has(act));
  known.set(task, acts);
  return acts;
}

/** Whether an act means something to a task. */
export const means = (act: BarAct, task: Task): boolean => actsOf(task).includes(act);

/** The acts that mean something to one of these tasks at least, of however many. */
export function actsOn(tasks: Iterable<Task>): ReadonlySet<BarAct> {
  const found = new Set<BarAct>();
  for (const task of tasks) {
    for (const act of actsOf(task)) found.add(act);
    if (found.size === barActs.length) break;
  }
  return found;
}

/** The act of the space bar: what runs is paused; if nothing does, what stands goes on; if all has failed, it is tried again. */
export function toggleOn(tasks: Iterable<Task>): 'pause' | 'resume' | 'retry' | null {
  const acts = actsOn(tasks);
  return (['pause', 'resume', 'retry'] as const).find((act) => acts.has(act)) ?? null;
}
