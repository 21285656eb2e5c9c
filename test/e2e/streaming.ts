/// <reference types="chrome" />
import { expect } from 'vitest';
import type { Behaviour, Seen } from '../support/site/behaviour.ts';
import type { Site } from '../support/site/site.ts';
import { isUnfinished, partSizes, saved, savingBytes, untilIdle } from './inside.ts';
import { MiB, siteFor, type Stage } from './stage.ts';

export const size = 384 * MiB;
/** Bytes a second of a connection: the three of the first half bring 84 MiB/s, neither too slow to gain by it (on a busy machine either), nor too fast for a stream. */
const rate = 28 * MiB;

/** What lies in the second half of a file waits for `letGo`: the first can be saved meanwhile, and nothing is over before the test has looked, however busy the machine. */
const held = ({ headers }: Seen): Partial<Behaviour> => {
  const from = Number(/^bytes=(\d+)/.exec(headers.range ?? '')?.[1] ?? 0);
  return { stallAfter: Math.max(0, size / 2 - from) };
};

/** A site with files that come fast, but for what is held. */
export function fastSite(...names: string[]): Promise<Site> {
  return siteFor({ rate, files: Object.fromEntries(names.map((name) => [name, { size, vary: held }])) });
}

/** What was held of a file comes. */
export function letGo(origin: Site, name: string): void {
  origin.set(name, { vary: null });
  origin.release(name);
}

/** Items in the browser's list that save from a stream. */
export async function streams(stage: Stage): Promise<chrome.downloads.DownloadItem[]> {
  return (await stage.items()).filter(({ url }) => url.includes('/export/'));
}

/** Waits until the browser has so much of a file that still arrives. */
export async function untilStreamed(stage: Stage, origin: Site, name: string): Promise<void> {
  await stage.until(() => savingBytes(stage) >= 64 * MiB, `${name} is being saved`);
  expect((await stage.taskIn('active')).stream).not.toBeNull();
  expect(origin.log(name).requests.some(({ outcome }) => outcome === 'running')).toBe(true);
}

/** The rest of it comes, and it is whole, once, with nothing left behind. */
export async function expectWhole(stage: Stage, origin: Site, name: string): Promise<void> {
  letGo(origin, name);
  await stage.expectSaved(origin, name);
  await untilIdle(stage);
  expect(saved(stage).filter((file) => file.includes(name.replace('.bin', '')) || isUnfinished(file))).toEqual([name]);
  expect(await partSizes(stage)).toEqual([]);
}
