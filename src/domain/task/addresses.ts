import type { Task } from './task.ts';

/** The addresses that a task asks, and those of what belongs to it. */
export function addressesOfTask({ source, mirrors, describedBy }: Task): string[] {
  const addresses = [source.url, source.finalUrl, describedBy, ...mirrors.map(({ url }) => url)];
  return addresses.flatMap((url) => (url !== null && URL.canParse(url) ? [url] : []));
}
