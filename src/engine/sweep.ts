import type { Task, TaskId } from '#domain/task/task';

/**
 * Deletes part files that no task needs: left-overs of a crash between two steps. A new task is known before it has a part
 * file.
 * @param list the ids of all part files
 */
export async function sweep(
  tasks: ReadonlyMap<TaskId, Task>,
  list: () => Promise<TaskId[]>,
  remove: (id: TaskId) => Promise<unknown>,
): Promise<void> {
  for (const id of await list()) {
    if (tasks.get(id)?.state.kind === 'done' || !tasks.has(id)) await remove(id);
  }
}
