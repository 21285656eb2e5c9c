import { neededAt } from '#domain/task/due';
import type { Task } from '#domain/task/task';
import { hasRunningItems } from '#platform/browser-download';
import { opensAt } from '#platform/local-time';
import { readSettingsStore } from '#platform/settings-store';
import { unfinishedTasks } from '#platform/task-store';

/** When what is stored needs the engine page, ms since 1970: not after now for at once; Infinity: never. */
export async function engineNeededAt(): Promise<number> {
  return neededBy(() => true);
}

async function neededBy(counts: (task: Task) => boolean): Promise<number> {
  const [tasks, { activeTimes }] = await Promise.all([unfinishedTasks(), readSettingsStore()]);
  const now = Date.now();
  return neededAt(tasks.filter(counts), { now, opensAt: opensAt(activeTimes, now) });
}

/** Whether anything downloads that no mirrors are searched for: a torrent, an item of the browser's own, a task for which the user wants none. */
export async function isQuiet(): Promise<boolean> {
  const counts = ({ state, swarm, search }: Task): boolean =>
    state.kind !== 'seeding' && (swarm !== null || search.off);
  return (await neededBy(counts)) <= Date.now() || (await hasRunningItems());
}

/** Whether anything downloads, or is about to: a task of ours, or an item of the browser's own. What is only shared does not. */
export async function isDownloading(): Promise<boolean> {
  return (await neededBy(({ state }) => state.kind !== 'seeding')) <= Date.now() || (await hasRunningItems());
}
