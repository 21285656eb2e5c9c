import { useEffect, useState } from 'preact/hooks';
import { nameOf } from '#domain/task/progress';
import type { TaskId } from '#domain/task/task';
import { readTasks } from '#platform/task-store';
import { useWords } from '#ui/words';

/** The name of a task for people; one that is no longer in the list has the beginning of its id. */
export type TaskNames = (id: TaskId) => string;

/** Names the downloads that are in the list now. */
export function useTaskNames(): TaskNames {
  const t = useWords();
  const [names, setNames] = useState<ReadonlyMap<TaskId, string>>(new Map());
  useEffect(() => {
    void readTasks().then((tasks) => setNames(new Map(tasks.map((task) => [task.id, nameOf(task)]))));
  }, []);
  return (id) => names.get(id) ?? t('privacy.taskGone', { id: id.slice(0, 8) });
}
