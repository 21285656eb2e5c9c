import type { Handover } from '#domain/task/task';
import type { LeaveReason } from '#domain/source/leave-reason';
import { browser } from '#platform/browser';
import {
  cancelAndErase,
  cancelItem,
  findItem,
  findNewest,
  isCutOff,
  isHeldBack,
  type Item,
} from '#platform/browser-download';
import { wait } from '#platform/clock';
import { isAnswer, settle } from '#platform/engine-host/held-answers';
import { noteLeft } from '#platform/left-store';
import { noteDecided } from './decided.ts';

/** So long the browser may take to cancel an item, ms. */
const cancelTime = 5000;

/**
 * Cancels and erases the browser's own item, now that the engine is proven to do better.
 * @param again the engine page died in between: a cancelled or missing item is our own work
 */
export async function release(handover: Handover, url: string, again: boolean): Promise<'released' | 'gone'> {
  if (settle(handover.downloadId, true) !== null) return 'released';
  const item = await itemOf(handover, url);
  // What is held no more has become a download, or nothing is left of it: then that was our work, or the death of the background.
  if (isAnswer(handover.downloadId)) return item === null && again ? 'released' : 'gone';
  const { downloadId } = handover;
  // One that the browser holds back as dangerous is the browser's to judge.
  if (item?.state === 'complete' || (item !== null && isHeldBack(item))) return 'gone';
  if (!again && isGivenUp(item)) return 'gone';
  if (item !== null) {
    await cancelItem(downloadId);
    // It may have come to its end between the look and the cancel: then the file is there and stays.
    const ended = await settled(downloadId);
    if (ended?.state === 'complete') return 'gone';
    await browser.downloads.erase({ id: downloadId });
  }
  return 'released';
}

/**
 * What became of the browser's own item while no engine page was there. One that a crash or a quit has cut off, or that
 * the browser has forgotten, is nobody's: it comes off the list, and the task goes on alone.
 */
export async function recoverOffer(handover: Handover, url: string): Promise<'running' | 'lost' | 'over'> {
  const item = await itemOf(handover, url);
  if (item === null) return 'lost';
  if (isAnswer(handover.downloadId)) return 'over';
  if (item.state === 'in_progress') return 'running';
  if (!isCutOff(item)) return 'over';
  await cancelAndErase(item.id);
  return 'lost';
}

/**
 * Takes an item off the browser's list, and its file off the disk: a Metalink that became the downloads it describes. One that
 * the user has already dealt with is left as it is.
 */
export async function giveUp(handover: Handover, url: string): Promise<void> {
  if (settle(handover.downloadId, true) !== null) return;
  const item = await itemOf(handover, url);
  if (item === null) return;
  await cancelItem(item.id);
  const ended = await settled(item.id);
  if (ended?.state === 'complete' && ended.exists) await browser.downloads.removeFile(item.id);
  await browser.downloads.erase({ id: item.id });
}

/** The engine leaves it to the browser, where a held answer goes on. */
export async function decline(downloadId: number, reason: LeaveReason): Promise<void> {
  if (!isAnswer(downloadId)) return noteLeft(downloadId, reason);
  const url = settle(downloadId, false);
  if (url !== null) noteDecided(url, reason);
}

/** Whether the user gave it up: cancelled it, or took it off the list. */
function isGivenUp(item: Item | null): boolean {
  return item === null || (item.state === 'interrupted' && !isCutOff(item));
}

/** A browser that crashed before it noted an item gives the same number to another one: the address must agree. */
async function itemOf({ downloadId, finalUrl }: Handover, url: string): Promise<Item | null> {
  if (isAnswer(downloadId)) return findNewest(finalUrl ?? url);
  const item = await findItem(downloadId);
  return item !== null && [url, finalUrl].includes(item.url) ? item : null;
}

/** The item, once a cancel has ended it. */
export async function settled(downloadId: number): ReturnType<typeof findItem> {
  const signal = AbortSignal.timeout(cancelTime);
  for (;;) {
    const item = await findItem(downloadId);
    if (item?.state !== 'in_progress') return item;
    await wait(10, signal);
  }
}
