import type { Task } from './task.ts';

/** Whether a task asks an address, or a file of its torrent at a web seed. */
export function asksAddress(task: Task, url: string): boolean {
  return addressesOfTask(task).includes(url) || (task.swarm?.webSeeds.some((seed) => url.startsWith(seed)) ?? false);
}

/** The addresses that a task asks, and those of what belongs to it. */
export function addressesOfTask({ source, mirrors, describedBy }: Task): string[] {
  const addresses = [source.url, source.finalUrl, describedBy, ...mirrors.map(({ url }) => url)];
  return addresses.flatMap((url) => (url !== null && URL.canParse(url) ? [url] : []));
}
