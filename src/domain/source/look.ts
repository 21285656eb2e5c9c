/** From this rate on (bytes a ms) more connections bring nothing that a user would notice. */
export const fast = 64 * 1024;
/** A link that brings less than this share of it is plainly not fast. */
export const plainlyLess = 0.25;
/** So many bytes at that rate are believed before anything was measured: no server gives so much as a first burst. */
export const enoughOfFast = 8 * 1024 * 1024;
/** A look from the background costs a slow link at most so much time before the engine page is opened, ms: without a byte, ... */
const firstByteWithin = 50;
/** ... with so few that it is plainly not fast, ... */
const plainAfter = 20;
/** ... and in any case. */
const longestLook = 250;

/** What a look brought so far. */
export interface Look {
  /** Since it was asked for, ms. */
  readonly asked: number;
  /** Since the first byte, ms; null: none yet. */
  readonly time: number | null;
  readonly bytes: number;
}

/** Whether one connection alone is plainly as fast as anybody needs: then no engine page is opened at all; null: not known yet. */
export function judgeLook({ asked, time, bytes }: Look): 'fast' | 'unclear' | null {
  if (time === null) return asked >= firstByteWithin ? 'unclear' : null;
  if (isFastBeyondDoubt(time, bytes)) return 'fast';
  const plainlySlow = time >= plainAfter && bytes < plainlyLess * fast * time;
  return plainlySlow || time >= longestLook ? 'unclear' : null;
}

/** Whether so many bytes in so short a time (ms) leave no doubt. */
export function isFastBeyondDoubt(time: number, bytes: number): boolean {
  return bytes >= enoughOfFast && bytes >= time * fast;
}
