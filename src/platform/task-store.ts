import * as z from 'zod/mini';
import { PerseidError } from '#domain/error';
import { isStamped, stamped } from '#domain/task/shape';
import {
  asksTheUser,
  needsEngine,
  needingStates,
  taskSchema,
  waitsForRoom,
  type Task,
  type TaskId,
} from '#domain/task/task';
import { database, type TaskIndex } from './database.ts';

/** All stored tasks. A record that does not validate is left where it is and named in the console, never deleted. */
export async function readTasks(): Promise<Task[]> {
  return readable(await (await database()).getAll('tasks'));
}

/** All stored tasks, so many at a time: whoever shows thousands can go on with other things in between. */
export async function* taskChunks(size: number): AsyncGenerator<Task[]> {
  const db = await database();
  for (let after: IDBKeyRange | null = null; ;) {
    const records: unknown[] = await db.getAll('tasks', after, size);
    if (records.length === 0) return;
    yield readable(records);
    after = IDBKeyRange.lowerBound(keySchema.parse(records.at(-1)).id, true);
  }
}

/**
 * What is shown first: the oldest running and waiting tasks, the latest troubles, and those that finished last. Reads little, however many are stored.
 * @param most so many of each state
 * @param finished so many that are finished
 */
export async function readFirstTasks(most: number, finished = most): Promise<Task[]> {
  const tasks = (await database()).transaction('tasks').store;
  const age = tasks.index('age');
  const found = await Promise.all([
    ...[...runningKinds, ...waitingKinds].map((kind): Promise<unknown[]> => age.getAll(ofKind(kind), most)),
    ...troubledKinds.map((kind) => latest(age, ofKind(kind), most)),
    latest(tasks.index('finished'), null, finished),
  ]);
  return readable(found.flat());
}

const runningKinds = ['probing', 'active', 'verifying', 'exporting', 'seeding'] as const;
const waitingKinds = ['queued', 'paused'] as const;
const troubledKinds = ['failed', 'damaged'] as const;

const keySchema = z.object({ id: z.string() });
const ofKind = (kind: string): IDBKeyRange => IDBKeyRange.bound([kind], [kind, []]);

/** The last records of an index, the last one first: by one question where the browser takes a direction, else one by one. */
async function latest(index: TaskIndex, among: IDBKeyRange | null, count: number): Promise<unknown[]> {
  // Both came together, and no types know them yet.
  if ('getAllRecords' in IDBIndex.prototype) {
    const backwards = { query: among, count, direction: 'prev' } as unknown as IDBKeyRange;
    return index.getAll(backwards);
  }
  const records: unknown[] = [];
  let cursor = await index.openCursor(among, 'prev');
  while (cursor !== null && records.length < count) {
    records.push(cursor.value);
    cursor = await cursor.continue();
  }
  return records;
}

/** The stored tasks that need the engine page, now or later; reads no others. None of a newer release: nothing in it can go on. */
export async function unfinishedTasks(): Promise<Task[]> {
  return fromOurs(async () => {
    const db = await database();
    const found = await Promise.all([
      db.getAllFromIndex('tasks', 'removed'),
      ...[...needingStates].map((kind) => db.getAllFromIndex('tasks', 'state', kind)),
    ]);
    return readable(found.flat()).filter(needsEngine);
  });
}

/** The stored tasks that wait for room on the disk; none of a newer release. */
export async function waitingForRoom(): Promise<Task[]> {
  return (await pausedTasks()).filter(waitsForRoom);
}

/** The stored tasks that go on when the policy is accepted; none of a newer release. */
export async function waitingForConsent(): Promise<Task[]> {
  return (await pausedTasks()).filter(
    ({ trash, state }) => trash === null && state.kind === 'paused' && state.because === 'policy',
  );
}

/** The stored tasks that wait for the user's word; none of a newer release. */
export async function askingTasks(): Promise<Task[]> {
  return (await pausedTasks()).filter(asksTheUser);
}

/** None of a newer release. */
async function pausedTasks(): Promise<Task[]> {
  return fromOurs(async () => readable(await (await database()).getAllFromIndex('tasks', 'state', 'paused')));
}

/** Part files that no stored task needs any more; reads no task. None of a newer release: those are not ours to judge. */
export async function leftoverParts(parts: readonly string[]): Promise<string[]> {
  return fromOurs(async () => {
    const db = await database();
    const [all, done] = await Promise.all([
      db.getAllKeys('tasks'),
      db.getAllKeysFromIndex('tasks', 'state', 'done' satisfies Task['state']['kind']),
    ]);
    return parts.filter((id) => !all.includes(id) || done.includes(id));
  });
}

/** What is read; nothing of a database of a newer release. */
async function fromOurs<T>(read: () => Promise<T[]>): Promise<T[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PerseidError && error.code === 'database-newer') return [];
    throw error;
  }
}

function readable(records: readonly unknown[]): Task[] {
  return records.flatMap((record) => {
    if (isStamped(record)) return [record];
    const parsed = z.safeParse(taskSchema, record);
    if (parsed.success) return [parsed.data];
    console.error('A stored task cannot be read:', parsed.error);
    return [];
  });
}

/** Stores a task; resolves when it is on disk. The engine is the only writer. */
export async function putTask(task: Task): Promise<void> {
  await (await database()).put('tasks', stamped(task));
}

/** Forgets a task. */
export async function deleteTask(id: TaskId): Promise<void> {
  await (await database()).delete('tasks', id);
}
