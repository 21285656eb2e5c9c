import type { Source } from './task.ts';

/** A source of which nothing but its address is known. */
export function linkTo(url: string): Source {
  return { url, finalUrl: null, referrer: null, page: null };
}
