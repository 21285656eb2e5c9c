import { savedTwins, type Twin, type Wanted } from '#domain/add/twin';
import { isSaved, nameOf } from '#domain/task/progress';
import type { Task, TaskId } from '#domain/task/task';
import type { Client } from '#platform/message';
import type { backgroundApi } from '#protocol/background-api';

const itemOf = (task: Task): number[] =>
  isSaved(task) && task.state.downloadId !== null ? [task.state.downloadId] : [];

/** The file that is there already of what is wanted: saved by us, or by the browser alone; null: none. One that the browser knows to be gone is none. */
export async function twinOf(
  background: Client<typeof backgroundApi>,
  tasks: ReadonlyMap<TaskId, Task>,
  wanted: Wanted,
): Promise<Twin | null> {
  const found = savedTwins(tasks.values(), wanted);
  const ids = found.flatMap(({ task }) => itemOf(task));
  const { gone, saved } = await background('files.there', { url: wanted.url, ids });
  const ours = found.find(({ task }) => !itemOf(task).some((id) => gone.includes(id)));
  if (ours) return { by: ours.by, name: nameOf(ours.task) };
  return saved === null ? null : { by: 'history', name: saved };
}
