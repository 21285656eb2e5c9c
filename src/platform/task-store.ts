import * as z from 'zod/mini';
import { taskSchema, type Task, type TaskId } from '#domain/task/task';
import { database } from './database.ts';

/** All stored tasks. A record that does not validate is left where it is and named in the console, never deleted. */
export async function readTasks(): Promise<Task[]> {
  const records = await (await database()).getAll('tasks');
  return records.flatMap((record) => {
    const parsed = z.safeParse(taskSchema, record);
    if (parsed.success) return [parsed.data];
    console.error('A stored task cannot be read:', parsed.error);
    return [];
  });
}

/** Stores a task; resolves when it is on disk. The engine is the only writer. */
export async function putTask(task: Task): Promise<void> {
  await (await database()).put('tasks', task);
}

/** Forgets a task. */
export async function deleteTask(id: TaskId): Promise<void> {
  await (await database()).delete('tasks', id);
}
