import type { Range } from '../segment/range.ts';
import type { Hint } from '../task/task.ts';
import type { Answer, KnownFile } from './answer.ts';
import type { LeaveReason } from './leave-reason.ts';
import { sameVersion } from './validator.ts';

/**
 * Whether our first answer proves that taking over works and that it is the same file: 206, same length, same
 * validator, and a strong one (with less there is one connection only, which brings nothing).
 * @returns null when proven, else why the download stays with the browser
 */
export function refuseTakeover(offered: Hint, answer: Answer): LeaveReason | null {
  if (answer.kind !== 'range') return 'no-ranges';
  if (offered.size !== null && offered.size !== answer.size) return 'differs';
  if (offered.validator !== null && !sameVersion(offered.validator, answer.validator)) return 'differs';
  return answer.validator?.strong ? null : 'weak-validator';
}

/** Fewer bytes than these prove nothing ... */
const leastOverlap = 64 * 1024;
/** ... and more than these cost more than they tell. */
const mostOverlap = 256 * 1024;

/** What is fetched again from a new link, to be compared with what is here: the end of the largest range; null: too little is here. */
export function overlapOf(have: readonly Range[]): Range | null {
  const largest = have.reduce<Range | null>(
    (best, r) => (best && best.to - best.from >= r.to - r.from ? best : r),
    null,
  );
  if (largest === null || largest.to - largest.from < leastOverlap) return null;
  return { from: Math.max(largest.from, largest.to - mostOverlap), to: largest.to };
}

/** What came of comparing them; `none`: they could not be compared. */
export type Overlap = 'equal' | 'differs' | 'none';

/** Compares a block fetched again with the one that is here. A block of one byte repeated would be equal in many files. */
export function compareOverlap(here: Uint8Array, again: Uint8Array): Overlap {
  if (here.byteLength !== again.byteLength || here.some((byte, index) => byte !== again[index])) return 'differs';
  return here.every((byte) => byte === here[0]) ? 'none' : 'equal';
}

/**
 * Whether a new link leads to the file of which a part is here. The length must agree, and then the bytes fetched again;
 * where none could be compared, only equal strong validators will do. Other validators at the same place say that the file was
 * changed, whatever the few bytes say; at another place they say nothing.
 * @param samePlace whether both links name one place at one server
 */
export function isSameFile(
  known: Pick<KnownFile, 'size' | 'validator'>,
  answer: Answer,
  samePlace: boolean,
  overlap: Overlap,
): boolean {
  if (answer.kind !== 'range' || answer.size !== known.size || overlap === 'differs') return false;
  const [before, now] = [known.validator, answer.validator];
  const told = before !== null && now !== null;
  const agrees = told && sameVersion(before, now);
  if (told && samePlace && !agrees) return false;
  return overlap === 'equal' || (agrees && before.strong && now.strong);
}
