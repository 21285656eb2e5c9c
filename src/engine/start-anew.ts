import type { TaskEvent } from '#domain/task/reduce';
import { isTransferring, type Task, type TaskId } from '#domain/task/task';

/** A second break-down sooner than that, ms, is no accident. */
const soon = 60_000;
const key = 'started-anew-at';

/**
 * The transfer worker has broken down, and nobody knows what it still does: the page starts anew, as after a crash, which every task
 * survives. At the second time in a minute what ran is said to have failed before: going on would never end.
 */
export async function startAnew(
  tasks: ReadonlyMap<TaskId, Task>,
  dispatch: (id: TaskId, event: TaskEvent) => Promise<void>,
  tellAll: () => void,
): Promise<void> {
  const now = Date.now();
  const before = Number(sessionStorage.getItem(key) ?? -Infinity);
  sessionStorage.setItem(key, String(now));
  if (now - before < soon) {
    const running = [...tasks.values()].filter(isTransferring);
    await Promise.all(running.map(({ id }) => dispatch(id, { kind: 'failed', error: { code: 'internal' } })));
  }
  // Pages that follow are told the last changes: the page that comes knows nothing of them.
  tellAll();
  location.reload();
}
