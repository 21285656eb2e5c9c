import { neededAt } from '#domain/task/due';
import { hasRunningItems } from '#platform/browser-download';
import { opensAt } from '#platform/local-time';
import { readSettingsStore } from '#platform/settings-store';
import { unfinishedTasks } from '#platform/task-store';

/** When what is stored needs the engine page, ms since 1970: not after now for at once; Infinity: never. */
export async function engineNeededAt(): Promise<number> {
  const [tasks, { activeTimes }] = await Promise.all([unfinishedTasks(), readSettingsStore()]);
  const now = Date.now();
  return neededAt(tasks, { now, opensAt: opensAt(activeTimes, now) });
}

/** Whether anything downloads, or is about to: a task of ours, or an item of the browser's own. */
export async function isDownloading(): Promise<boolean> {
  return (await engineNeededAt()) <= Date.now() || (await hasRunningItems());
}
