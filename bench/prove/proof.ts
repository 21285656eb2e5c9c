import type { Hosts } from './contacts.ts';
import { builtFolder } from './extension.ts';
import { leaks, ownAddress, withLeaks } from './leaks.ts';
import { play, type Recorded, taskHost } from './pass.ts';
import { sumOf, undeclaredIn } from './verdict.ts';
import { controlWalk, leakWalk, trackerHost, walks } from './walks.ts';

/** What one run shows. */
export interface Proof {
  /** Who was contacted by the browser with the extension, in all walks. */
  readonly hosts: Hosts;
  /** Those of them that are neither the tasks' host, nor the tracker of the torrent that is accepted, nor contacted by the browser alone. */
  readonly undeclared: string[];
  /** Who was contacted by the browser alone. */
  readonly browser: Hosts;
  /** Hosts of the leaks in the pass that has them planted, and the extension's own address. */
  readonly planted: string[];
  /** Those of them that did not show up: what this run does not see. */
  readonly unseen: string[];
  /** Headers of the requests of the browser with the extension. */
  readonly headers: readonly string[];
  /** Those of them that the browser alone did not send. */
  readonly added: readonly string[];
  /** What named the extension by its own address, which in Firefox tells one installation from all others: `step: line`. */
  readonly named: readonly string[];
  /** How long each walk stood still and looked, s. */
  readonly window: number;
}

/**
 * Walks through everything: the browser alone, the built extension, the built extension with planted leaks.
 * @param window how long each walk stands still and looks, ms
 * @param tell gets the progress, line by line
 * @throws when a walk fails, or its recording is not complete: then nothing is shown
 */
export async function prove(window: number, tell: (line: string) => void): Promise<Proof> {
  tell(`${controlWalk.name} …`);
  const alone = await play({ walk: controlWalk, build: null, window });
  const recorded: Recorded[] = [];
  for (const walk of walks) {
    tell(`${walk.name} …`);
    recorded.push(await play({ walk, build: builtFolder, window }));
  }
  tell(`${leakWalk.name} …`);
  const leaked = await play({ walk: leakWalk, build: withLeaks(builtFolder), window });
  const browser = alone.hosts;
  const hosts = sumOf(recorded.map((walk) => walk.hosts));
  const headers = [...new Set(recorded.flatMap((walk) => walk.headers))].toSorted();
  const planted = [...leaks.map(({ host }) => host), ownAddress];
  const seen = [...undeclaredIn(leaked.hosts, [taskHost], browser), ...(leaked.named.length > 0 ? [ownAddress] : [])];
  return {
    hosts,
    undeclared: undeclaredIn(hosts, [taskHost, trackerHost], browser),
    browser,
    planted,
    unseen: missing(seen, planted),
    headers,
    added: missing(alone.headers, headers),
    named: recorded.flatMap((walk) => walk.named),
    window: window / 1000,
  };
}

function missing(seen: readonly string[], planted: readonly string[]): string[] {
  return planted.filter((host) => !seen.includes(host));
}

/** Nobody was contacted who should not have been, and it would have been seen. */
export const holds = ({ undeclared, unseen, named }: Proof): boolean =>
  [undeclared, unseen, named].every((list) => list.length === 0);
