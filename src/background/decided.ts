import type { LeaveReason } from '#domain/source/leave-reason';
import { addressOf } from '#domain/source/address';

/** The browser lists a download within this time of its answer, ms. */
const validFor = 10_000;

/** Why answers that were held go on, until the browser lists what they become: there it is not asked once more. In memory, as they are. */
const decided = new Map<string, { readonly reason: LeaveReason; readonly at: number }>();

/** What was decided about the answer of this address. */
export function noteDecided(url: string, reason: LeaveReason): void {
  decided.set(addressOf(url), { reason, at: Date.now() });
}

/** Why the download of this address stays with the browser, if that is decided; counts once. */
export function takeDecided(url: string): LeaveReason | null {
  const known = decided.get(addressOf(url));
  decided.delete(addressOf(url));
  return known !== undefined && Date.now() - known.at < validFor ? known.reason : null;
}
