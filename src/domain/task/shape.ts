import type { Task } from './task.ts';

/**
 * Names the shape that `taskSchema` gives a task. A stored record that carries this name was written by a program with the same schema, and need not be
 * looked at field by field: that takes longer than reading it, and a list may have ten thousand. Every change of the schema changes the name
 * (`test/domain/task/shape.test.ts` says to what), so that older records are still looked at, and filled in.
 */
export const taskShape = '59e7cdb45d6b';

/** A task as it lies in the store. */
export type StoredTask = Task & { readonly shape: string };

/** A record as it is to be stored. */
export const stamped = (task: Task): StoredTask => ({ ...task, shape: taskShape });

/** Whether a record was written with the schema of this program. */
export function isStamped(record: unknown): record is StoredTask {
  return typeof record === 'object' && record !== null && 'shape' in record && record.shape === taskShape;
}
