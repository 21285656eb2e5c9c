import * as z from 'zod/mini';
import { addressOf } from '../source/address.ts';

export const mirrorSchema = z.object({
  url: z.string(),
  /** 1 is asked first (RFC 5854 section 4.2.16.1; RFC 6249 section 3.1). */
  priority: z.number(),
  /** Who declared it; `search`: nobody of the file's own, it was found in the list that others have given to. */
  from: z.enum(['link', 'metalink', 'torrent', 'search']),
  /** Was asked in the source's place, in vain. */
  tried: z.exactOptional(z.boolean()),
});
/** Another address of the same file, as its publisher declared it, or as it was found. Never gets cookies. */
export type Mirror = z.infer<typeof mirrorSchema>;

/** What counts as asked last. */
export const lastPriority = 999_999;

/** So many mirrors of a file are kept, the first in order. */
const most = 50;

/**
 * The mirrors after more were told: each address once, its first mention counts, in order of priority.
 * @param except addresses that are the task's own source already
 */
export function addMirrors(known: readonly Mirror[], told: readonly Mirror[], except: readonly string[]): Mirror[] {
  const seen = new Set(except);
  const fresh = [...known, ...told].filter(({ url }) => {
    const isNew = !seen.has(url);
    seen.add(url);
    return isNew;
  });
  return fresh.toSorted((a, b) => a.priority - b.priority).slice(0, most);
}

/** An http(s) address without its fragment, relative to another one where given; null: it is none, or holds a password. */
export function webAddress(text: string, base?: string): string | null {
  if (text.length > 4096 || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  return addressOf(url.href);
}

/** A priority as written; what is no whole number from 1 on is asked last. */
export function readPriority(text: string | undefined): number {
  const value = /^\s*\d{1,6}\s*$/.test(text ?? '') ? Number(text) : 0;
  return value >= 1 ? value : lastPriority;
}
