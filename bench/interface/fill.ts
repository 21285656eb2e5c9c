import type { Page } from 'puppeteer';
import { newTask } from '#domain/task/new-task';
import { stamped } from '#domain/task/shape';
import type { Task } from '#domain/task/task';

const endings = ['pdf', 'zip', 'mkv', 'flac', 'jpg', 'exe', 'bin'];
const minute = 60_000;

/** Stored downloads as somebody has who never tidies up: nearly all saved, some failed, some paused, from some dozens of sites. */
export function storedTasks(count: number, now: number): Task[] {
  return Array.from({ length: count }, (_, n) => {
    const name = `file ${String(n).padStart(5, '0')}.${endings[n % endings.length]}`;
    const host = `site-${n % 41}.example.org`;
    const size = ((n % 97) + 1) * 1_000_000;
    return newTask({
      id: `stored-${String(n).padStart(6, '0')}`,
      serial: n + 1,
      addedAt: now - (count - n) * minute,
      source: {
        url: `https://${host}/files/${encodeURIComponent(name)}`,
        finalUrl: `https://cdn.${host}/${n}`,
        referrer: null,
        page: null,
      },
      file: {
        name,
        mime: 'application/octet-stream',
        size,
        ranged: true,
        validator: { etag: '"1"', lastModified: null, strong: true },
      },
      have: [{ from: 0, to: size }],
      hosts: [host, `cdn.${host}`],
      traffic: [{ host, requests: 4, bytes: size, firstDay: 20_000, lastDay: 20_001 }],
      state: stateOf(n, name, now - (count - n) * minute),
    });
  });
}

function stateOf(n: number, name: string, at: number): Task['state'] {
  if (n % 400 === 7) return { kind: 'failed', error: { code: 'expired' }, whole: false };
  if (n % 400 === 8) return { kind: 'paused', because: 'user', room: null };
  return { kind: 'done', finishedAt: at + minute, downloadId: n, savedAs: name };
}

/** Puts tasks into the store, from a page of the extension, and takes all others out of it. */
export function store(page: Page, tasks: readonly Task[]): Promise<void> {
  return page.evaluate(
    (all) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('perseid');
        opening.addEventListener('error', () => reject(opening.error ?? new Error('the database does not open')));
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('tasks', 'readwrite');
          const tasksStore = writing.objectStore('tasks');
          tasksStore.clear();
          for (const task of all) tasksStore.put(task);
          writing.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
          writing.addEventListener('abort', () => reject(writing.error ?? new Error('the tasks cannot be stored')));
        });
      }),
    tasks.map(stamped),
  );
}
