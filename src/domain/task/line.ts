import { priorities, type Task } from './task.ts';

/** Rank of its priority; 0 goes first. */
export const rankOf = (task: Task): number => priorities.indexOf(task.priority);
/** Its place within its priority. */
export const placeOf = (task: Task): number => task.position ?? task.addedAt;

/** The order of the line: started by hand, then by priority, then by place; what came first stays first. */
export function byTurn(a: Task, b: Task): number {
  return (
    Number(b.urgent) - Number(a.urgent) ||
    rankOf(a) - rankOf(b) ||
    placeOf(a) - placeOf(b) ||
    a.addedAt - b.addedAt ||
    a.serial - b.serial
  );
}

/** Whether a task stands in the line. One whose browser's item has not gone yet may not begin. */
export function isWaiting(task: Task): boolean {
  return task.trash === null && task.state.kind === 'queued' && task.handover === null;
}

/** The tasks that wait, in the order of their turn. */
export function lineOf(tasks: Iterable<Task>): Task[] {
  return [...tasks].filter(isWaiting).toSorted(byTurn);
}
