import * as z from 'zod/mini';
import { webAddress } from '../mirror/mirror.ts';
import { mostTrackers, mostWebSeeds } from './torrent-limits.ts';

/** Who may have a torrent, or know who has. */
export const namedSchema = z.object({
  /** As they are written. */
  trackers: z.array(z.string().check(z.refine((text) => URL.canParse(text)))),
  /** Addresses of its files over http and https (BEP 19). */
  webSeeds: z.array(z.string().check(z.refine((text) => webAddress(text) !== null))),
});
export type Named = z.infer<typeof namedSchema>;

/** Nobody. */
export const nobodyNamed: Named = { trackers: [], webSeeds: [] };

export const namesNobody = ({ trackers, webSeeds }: Named): boolean => trackers.length + webSeeds.length === 0;

/** Those of `more` that are not among the known. */
export function namedBeyond(known: Named, more: Named): Named {
  return {
    trackers: more.trackers.filter((one) => !known.trackers.includes(one)),
    webSeeds: more.webSeeds.filter((one) => !known.webSeeds.includes(one)),
  };
}

/** Both, each once, the known first; no more than a torrent may have. */
export function namedByBoth(known: Named, more: Named): Named {
  return {
    trackers: [...new Set([...known.trackers, ...more.trackers])].slice(0, mostTrackers),
    webSeeds: [...new Set([...known.webSeeds, ...more.webSeeds])].slice(0, mostWebSeeds),
  };
}

/** Reads the address of a tracker or of a web server that has a torrent's files, as the user types it; null: it is neither. */
export function readNamed(text: string): Named | null {
  const address = text.trim();
  if (/^wss?:/i.test(address) && URL.canParse(address)) return { trackers: [address], webSeeds: [] };
  const seed = webAddress(address);
  return seed === null ? null : { trackers: [], webSeeds: [seed] };
}
