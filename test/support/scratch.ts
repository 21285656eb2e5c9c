import { accessSync, constants, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import process from 'node:process';

const memoryFolder = '/dev/shm';
/** All that two browsers and their files take at once, with room to spare. */
const enough = 12 * 2 ** 30;

/**
 * Where browser tests lay their profiles and downloads: in memory where there is plenty, so that no disk that others use decides
 * how long they take. A folder named by TMPDIR is taken as it is.
 */
export function scratchFolder(): string {
  return process.env['TMPDIR'] === undefined && hasRoom() ? memoryFolder : tmpdir();
}

function hasRoom(): boolean {
  try {
    accessSync(memoryFolder, constants.W_OK | constants.X_OK);
  } catch {
    // No such folder here, or not for us.
    return false;
  }
  const { bavail, bsize } = statfsSync(memoryFolder);
  return bavail * bsize >= enough && freemem() >= enough;
}
