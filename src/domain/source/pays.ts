/** From this rate on (bytes a ms) more connections bring nothing that a user would notice. */
const fast = 64 * 1024;
/** A link that brings less than this share of it is plainly not fast. */
const plainlyLess = 0.25;
/** So many bytes at that rate are believed before anything was measured: no server gives so much as a first burst. */
const enoughOfFast = 8 * 1024 * 1024;
/** What the browser alone has done in so short a time (ms) is not worth being taken over. */
const shortest = 2000;
/** What a second connection brings beside the first, as a share of it. On a link that three share it is a third. */
const leastGain = 0.6;
/** A gain this far below `leastGain` is believed at first sight, and one this near to 1 at the second; the rest is looked at so often. */
const plain = 0.2;
const sureLooks = 2;
/** At first sight only one that is nearer still: connections may share a link unfairly for a moment. */
const plainer = 0.08;
const enoughLooks = 3;
/** Where other hosts have the file too, a link that is plainly not fast is known so soon, ms: by far less than `fast`. */
const soon = 60;
/** A second connection that brings nothing for so long (ms) will not. */
const longest = 3000;

/** What was measured so far beside the browser's own running item. */
export interface Trial {
  /** Since the first byte, ms. */
  readonly time: number;
  /** Bytes that came in that time. */
  readonly bytes: number;
  /** What our connections bring together, bytes a ms; null: not known yet. */
  readonly rate: number | null;
  /** What a second one brings, as a share of the first; null: not known yet. */
  readonly gain: number | null;
  /** How often that was measured. */
  readonly looks: number;
  /** Bytes that are missing. */
  readonly left: number;
  /** Other hosts that have the file, by its publisher's word. */
  readonly mirrors: number;
}

/**
 * What a trial has shown. But for `pays` the download stays with the browser: the link is `fast`, or connections have `shared` it;
 * or, which says nothing of other files of this host, it is `short` work, or it could not be measured in time (`unknown`).
 */
export type Verdict = 'pays' | 'fast' | 'shared' | 'short' | 'unknown';

/** What a verdict teaches of its host: whether more connections bring more; null: nothing. */
export const taught: Readonly<Record<Verdict, boolean | null>> = {
  pays: true,
  fast: false,
  shared: false,
  short: null,
  unknown: null,
};

/** Whether taking a download over brings more than leaving it to the browser, and if not, why; null: not known yet. */
export function judgeTrial(trial: Trial): Verdict | null {
  const { time, bytes, rate, left, mirrors } = trial;
  if (bytes >= enoughOfFast && bytes >= time * fast) return 'fast';
  if (mirrors > 0 && isPlainlySlow(trial)) return 'pays';
  if (rate !== null && rate >= fast) return 'fast';
  if (rate !== null && left / rate < shortest) return 'short';
  if (rate !== null && mirrors > 0) return 'pays';
  return judgeGain(trial) ?? (time > longest ? 'unknown' : null);
}

/** By what has come before anything was measured: it is neither a fast link nor done in a moment. */
function isPlainlySlow({ time, bytes, left }: Trial): boolean {
  if (bytes === 0 || time < soon) return false;
  const rate = bytes / time;
  return rate < plainlyLess * fast && left / rate >= 2 * shortest;
}

function judgeGain({ gain, looks }: Trial): Verdict | null {
  if (gain === null) return null;
  const asMuch = Math.abs(gain - 1) <= (looks >= sureLooks ? plain : plainer);
  const clear = gain < leastGain - plain || asMuch;
  if (!clear && looks < enoughLooks) return null;
  return gain >= leastGain ? 'pays' : 'shared';
}
