import { newTask } from '#domain/task/new-task';
import { canGoOn, unfinishedAt, unfinishedFor } from '#domain/task/relink';
import type { Task, TaskId } from '#domain/task/task';
import type { RequestOf, ResponseOf } from '#protocol/define';
import type { engineApi } from '#protocol/engine-api';
import type { TaskBook } from './task-book.ts';

type AddRequest = RequestOf<typeof engineApi, 'task.add'>;
type AddAnswer = ResponseOf<typeof engineApi, 'task.add'>;

interface AddPorts {
  readonly book: Pick<TaskBook, 'tasks' | 'add' | 'dispatch'>;
  /** Sub-folder of Downloads for new tasks. */
  readonly folder: () => string;
}

/**
 * Stores new tasks. One request is carried out once, however often it comes (its answer may have been lost); a link
 * that an unfinished task may go on with is proven first, or is its own.
 */
export function taskAdder(ports: AddPorts): (request: AddRequest) => Promise<AddAnswer> {
  const { book } = ports;
  /** Also those that are being added, or have ended since. */
  const answers = new Map<TaskId, Promise<AddAnswer>>();
  /** Kept here, for a task that is being added is not in the book yet. */
  let lastSerial = 0;
  const nextSerial = (): number => {
    lastSerial = Math.max(lastSerial, ...[...book.tasks.values()].map((t) => t.serial)) + 1;
    return lastSerial;
  };
  return (request) => {
    const { id } = request;
    const answer = answers.get(id) ?? (book.tasks.has(id) ? Promise.resolve({ id }) : add(ports, request, nextSerial));
    answers.set(id, answer);
    // What could not be stored may be tried again.
    void answer.catch(() => answers.delete(id));
    return answer;
  };
}

async function add({ book, folder }: AddPorts, request: AddRequest, nextSerial: () => number): Promise<AddAnswer> {
  const { id, source, hint, downloadId } = request;
  const now = Date.now();
  const own = downloadId === null && request.continues === null ? unfinishedAt(book.tasks.values(), request) : null;
  if (own) {
    await book.dispatch(own.id, { kind: 'relinked', link: null, now });
    return { id: own.id };
  }
  const task = newTask({
    id,
    serial: nextSerial(),
    addedAt: now,
    source,
    hint,
    handover: downloadId === null ? null : { downloadId, phase: 'offered' },
    folder: folder(),
    continues: continued(book.tasks, request, now)?.id ?? null,
    // Beside the browser's running item nothing waits for its turn.
    state: { kind: downloadId === null ? 'queued' : 'probing' },
  });
  await book.add(task);
  if (downloadId !== null) await book.dispatch(task.id, { kind: 'offered' });
  return { id: task.id };
}

/** The task that the user gave the link to, or that it may belong to. */
function continued(tasks: ReadonlyMap<TaskId, Task>, request: AddRequest, now: number): Task | null {
  const given = request.continues === null ? undefined : tasks.get(request.continues);
  return given && canGoOn(given) ? given : unfinishedFor(tasks.values(), request, now);
}
