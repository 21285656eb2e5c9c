import type { Hosts } from './contacts.ts';
import { builtFolder } from './extension.ts';
import { leaks, withLeaks } from './leaks.ts';
import { play, taskHost } from './pass.ts';
import { sumOf, undeclaredIn } from './verdict.ts';
import { controlWalk, leakWalk, walks } from './walks.ts';

/** What one run shows. */
export interface Proof {
  /** Who was contacted by the browser with the extension, in all walks. */
  readonly hosts: Hosts;
  /** Those of them that are neither the tasks' host nor contacted by the browser alone. */
  readonly undeclared: string[];
  /** Who was contacted by the browser alone. */
  readonly browser: Hosts;
  /** Hosts of the leaks in the pass that has them planted. */
  readonly planted: string[];
  /** Those of them that did not show up as undeclared: what this run does not see. */
  readonly unseen: string[];
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
  const browser = await play({ walk: controlWalk, build: null, window });
  const recorded: Hosts[] = [];
  for (const walk of walks) {
    tell(`${walk.name} …`);
    recorded.push(await play({ walk, build: builtFolder, window }));
  }
  tell(`${leakWalk.name} …`);
  const leaked = undeclaredIn(await play({ walk: leakWalk, build: withLeaks(builtFolder), window }), taskHost, browser);
  const hosts = sumOf(recorded);
  const planted = leaks.map(({ host }) => host);
  const undeclared = undeclaredIn(hosts, taskHost, browser);
  return { hosts, undeclared, browser, planted, unseen: missing(leaked, planted), window: window / 1000 };
}

function missing(seen: readonly string[], planted: readonly string[]): string[] {
  return planted.filter((host) => !seen.includes(host));
}

/** Nobody was contacted who should not have been, and it would have been seen. */
export const holds = ({ undeclared, unseen }: Proof): boolean => undeclared.length === 0 && unseen.length === 0;
