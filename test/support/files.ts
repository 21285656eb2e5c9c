import { createHash } from 'node:crypto';
import { createReadStream, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { until } from './until.ts';

/**
 * Waits until a file is there (browsers write under another name and rename at the end) and, if given, has its full size.
 * @param options bytes; timeout, and time between two looks, in ms
 */
export async function waitForFile(
  path: string,
  options: { bytes?: number; timeout?: number; every?: number } = {},
): Promise<void> {
  const { bytes, timeout = 30_000, every = 50 } = options;
  const complete = (): boolean => {
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    return size !== undefined && (bytes === undefined || size === bytes);
  };
  await until(complete, {
    what: `${path} lies there${bytes === undefined ? '' : ` with ${bytes} bytes`}`,
    timeout,
    every,
  });
}

/** SHA-256 of a file in hex. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}

const GiB = 2 ** 30;

/** For tests with large files. @throws when the temporary folder has not so much room */
export function needsRoom(gibibytes: number): void {
  const { bavail, bsize } = statfsSync(tmpdir());
  const free = (bavail * bsize) / GiB;
  if (free < gibibytes) {
    const told = `${tmpdir()} has ${free.toFixed(1)} GiB left, this test needs ${gibibytes} GiB`;
    throw new Error(`${told}: make room there, or name another folder by TMPDIR.`);
  }
}
