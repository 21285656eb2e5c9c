import type { Stage } from './stage.ts';

/** Records of an older database. */
interface Records {
  readonly tasks: readonly object[];
  /** From version 3 on. */
  readonly lessons?: readonly object[];
}

/**
 * Makes the database what an older version of it was, holding these records.
 * (Frozen. 1: a store of tasks by id, without an index. 3: its indexes, and a store of lessons.)
 */
export async function makeOlder(stage: Stage, version: 1 | 3, { tasks, lessons = [] }: Records): Promise<void> {
  const page = await stage.control();
  await page.evaluate(
    (wanted, allTasks, allLessons) =>
      new Promise<void>((resolve, reject) => {
        const failed = (): void => reject(new Error(`version ${wanted} cannot be made`));
        const deleting = indexedDB.deleteDatabase('perseid');
        deleting.onerror = failed;
        deleting.onsuccess = () => {
          const opening = indexedDB.open('perseid', wanted);
          opening.onerror = failed;
          opening.onupgradeneeded = () => {
            const store = opening.result.createObjectStore('tasks', { keyPath: 'id' });
            for (const task of allTasks) store.put(task);
            if (wanted < 3) return;
            store.createIndex('state', 'state.kind');
            store.createIndex('removed', 'trash.at');
            const learned = opening.result.createObjectStore('lessons', { keyPath: 'host' });
            learned.createIndex('at', 'at');
            for (const lesson of allLessons) learned.put(lesson);
          };
          opening.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    version,
    tasks,
    lessons,
  );
}
