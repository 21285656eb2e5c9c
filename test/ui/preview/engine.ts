import { placesAfter, type Move } from '#domain/task/move';
import { dayOf } from '#domain/task/day';
import { newTask } from '#domain/task/new-task';
import { nameOf } from '#domain/task/progress';
import { reduce, type TaskEvent } from '#domain/task/reduce';
import type { Task } from '#domain/task/task';
import type { TaskFeed } from '#protocol/engine-api';
import { sceneNow, sceneOf } from './scenes.ts';

/** Stands in for the engine page: the real reducer over the tasks of a scene, without any transfer. */
const scene = sceneOf(location.search);
const tasks = new Map<string, Task>(scene.tasks.map((task) => [task.id, task]));
const listeners = new Set<(feed: TaskFeed) => void>();

export const browserItems = [...scene.items];

/** What the pages asked for, in order, for the tests to read: `task.pause task-1`. */
export const calls: string[] = [];
Object.assign(globalThis, { previewCalls: calls });

export function currentTasks(): Task[] {
  return [...tasks.values()];
}

export function follow(onFeed: (feed: TaskFeed) => void): void {
  listeners.add(onFeed);
  onFeed({ changed: currentTasks(), removed: [], live: { ...scene.live } });
}

/** Moves a task on and tells everybody. */
export function move(id: string, event: TaskEvent): void {
  const task = tasks.get(id);
  if (!task) throw new TypeError(`no task ${id}`);
  const next = reduce(task, event).task;
  if (next) tasks.set(id, next);
  else tasks.delete(id);
  tell(next ? [next] : [], next ? [] : [id]);
}

/** Moves tasks within the line. */
export function placeAnew(ids: readonly string[], to: Move): void {
  const places = placesAfter(tasks.values(), new Set(ids), to);
  for (const { id, ...change } of places) move(id, { kind: 'adjusted', change });
}

/** So many of those that run or wait end at once: told with one message, all saved but the last one, which has failed. */
document.addEventListener('preview-end', (event) => {
  const unfinished = currentTasks().filter(({ state }) =>
    ['active', 'probing', 'verifying', 'queued'].includes(state.kind),
  );
  const ending = unfinished.slice(0, Number((event as CustomEvent).detail));
  const ends = ending.map((task, index): Task => {
    const saved: Task['state'] = { kind: 'done', finishedAt: sceneNow, downloadId: index, savedAs: nameOf(task) };
    const failed: Task['state'] = { kind: 'failed', error: { code: 'cut' }, whole: false };
    return { ...task, state: index < ending.length - 1 ? saved : failed };
  });
  for (const task of ends) tasks.set(task.id, task);
  tell(ends, []);
});

/** As when everything is erased: the engine page closes without a word, and the store is empty. */
export function eraseAll(): void {
  tasks.clear();
}

/** Adds a task for a link. */
export function add(url: string): string {
  const id = `added-${tasks.size}`;
  const task = newTask({
    id,
    serial: 1000 + tasks.size,
    addedAt: sceneNow,
    source: { url, finalUrl: null, referrer: null, page: null },
  });
  tasks.set(id, url.includes('ends') ? ended(task) : task);
  tell([task], []);
  return id;
}

/** As if it had been fetched from the host of its link, and from a second one where the link says so. */
function ended(task: Task): Task {
  const { host } = new URL(task.source.url);
  const hosts = task.source.url.includes('redirected') ? [host, `cdn.${host}`] : [host];
  const day = dayOf(sceneNow);
  const traffic = hosts.map((one) => ({ host: one, requests: 2, bytes: 4_100_000, firstDay: day, lastDay: day }));
  const state = { kind: 'done' as const, finishedAt: sceneNow, downloadId: 9, savedAs: 'file.bin' };
  return { ...task, hosts, traffic, state };
}

function tell(changed: Task[], removed: string[]): void {
  const running = Object.entries(scene.live).filter(([id]) => tasks.get(id)?.state.kind === 'active');
  for (const listener of listeners) listener({ changed, removed, live: Object.fromEntries(running) });
}
