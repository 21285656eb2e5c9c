import { isSaved } from '#domain/task/progress';
import type { Task } from '#domain/task/task';

/** What has become of links that were added before, by address. */
export type KnownLinks = ReadonlyMap<string, 'saved' | 'listed'>;

/** Of several downloads from one address, one that is saved counts. */
export function knownLinks(tasks: readonly Task[]): KnownLinks {
  const known = new Map<string, 'saved' | 'listed'>();
  for (const task of tasks) {
    if (task.trash !== null) continue;
    const { url } = task.source;
    if (isSaved(task)) known.set(url, 'saved');
    else if (!known.has(url)) known.set(url, 'listed');
  }
  return known;
}
