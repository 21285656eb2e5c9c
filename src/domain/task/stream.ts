import { expectsNothing } from '../check/expected.ts';
import { totalBytes } from '../segment/range.ts';
import type { Conflict, Settings } from '../settings/settings.ts';
import { isDangerousType } from '../source/dangerous-types.ts';
import { isOnSites } from '../source/site.ts';
import type { Task } from './task.ts';

/** What a browser puts into a file that it is handed whole, bytes a ms (measured 300 to 400 MiB/s): the copy that streaming saves. */
const copyRate = 340 * 1024;
/** What a browser takes in of a stream, bytes a ms (measured 200 to 320 MiB/s). */
const streamRate = 200 * 1024;
/** Slower transfers (bytes a ms) gain too little: what the copy takes is less than a twentieth of all. */
const slowest = 16 * 1024;
/** Faster ones (bytes a ms) would be held up by the stream: then transfer and copy, one after the other, are sooner done. */
const fastest = 150 * 1024;
/** A shorter copy (ms) is not worth it. */
const shortestCopy = 1000;
/** The rate of so many bytes is believed. */
const enough = 32 * 1024 * 1024;

/** Files of so many bytes are fetched in longer steps. */
const long = 1024 * 1024 * 1024;

/**
 * So long a time's work is asked for at once while somebody reads along, ms. All that is being asked for is what a reader may be
 * behind, and has to catch up with at the end; but every request costs a moment, and one that is cut short has brought bytes in
 * vain. A stream catches up fast, so for what takes long anyway the steps are longer.
 */
export function stepTime({ stream, file }: Pick<Task, 'stream' | 'file'>): number {
  return stream !== null && (file?.size ?? 0) >= long ? 2000 : 800;
}

/**
 * Whether the browser should save a task's file while the rest of it arrives: only where that wins time, and where nothing could
 * turn out wrong at the end that the browser would have saved already.
 * @param speed of the transfer now, bytes a second
 * @param settings what is done where a name is taken, and sites where lists of checksums are looked for when all is here
 */
export function worthStreaming(task: Task, speed: number, settings: Pick<Settings, 'conflict' | 'sumSites'>): boolean {
  return isStreamable(task, settings) && isWon(task, speed / 1000);
}

function isStreamable(task: Task, { conflict, sumSites }: Pick<Settings, 'conflict' | 'sumSites'>): boolean {
  const { state, trash, handover, stream, file, expected, describedBy, source } = task;
  if (state.kind !== 'active' || trash !== null || handover !== null || stream !== null) return false;
  if (file === null || file.size === null || !file.ranged || file.validator?.strong !== true) return false;
  // What the browser may hold back as dangerous is handed over whole.
  if (!isNamedByBrowser(task, conflict) || isDangerousType(file.name, file.mime, source.url)) return false;
  return expectsNothing(expected) && describedBy === null && !isOnSites([source.url], sumSites);
}

/** The browser names a streamed file itself: no sub-folder, and a number where the name is taken. */
const isNamedByBrowser = (task: Task, conflict: Conflict): boolean =>
  task.folder === '' && (task.conflict ?? conflict) === 'number';

function isWon({ file, have }: Task, rate: number): boolean {
  const size = file?.size ?? 0;
  const here = totalBytes(have);
  if (here < enough || rate < slowest || rate > fastest || size / copyRate < shortestCopy) return false;
  // It must have caught up by the time the last byte arrives.
  return here / (streamRate - rate) <= (size - here) / rate;
}
