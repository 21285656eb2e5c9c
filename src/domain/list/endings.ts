import { groupOf } from '../task/progress.ts';
import type { Task, TaskId } from '../task/task.ts';

/** A download that came to its end, or to where it needs the user. */
export interface Ending {
  readonly task: Task;
  readonly as: 'saved' | 'failed';
}

/** What of these changes are endings. @param before each task as it was known; what was not known had ended before, or is new */
export function endingsAmong(changed: readonly Task[], before: (id: TaskId) => Task | undefined): Ending[] {
  return changed.flatMap((task): Ending[] => {
    const known = before(task.id);
    const now = groupOf(task);
    if (known === undefined || groupOf(known) === now || task.trash !== null) return [];
    if (now === 'finished') return [{ task, as: 'saved' }];
    return now === 'attention' ? [{ task, as: 'failed' }] : [];
  });
}
