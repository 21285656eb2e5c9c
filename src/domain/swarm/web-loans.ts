import { addRange, totalBytes, withoutRanges, type Range } from '../segment/range.ts';

/** What is lent to one connection to a web seed. Times in ms of a clock that nobody sets. */
export interface WebLoan {
  /** Whole pieces. */
  readonly range: Range;
  /** The next byte to come. */
  at: number;
  readonly since: number;
  /** When bytes came last; at first as `since`. */
  heardAt: number;
  /** The same bytes are lent to another connection, too. */
  twin: WebLoan | null;
}

/** One that has brought nothing for so long is thought to be lost, ms. */
const silence = 5000;
/** What is lent is lent a second time where its owner would take so many times as long as a fresh connection ... */
const hopeless = 2;
/** ... which first has to ask, ms. */
const requestCost = 100;
/** Where nothing else is left to do, peers are asked for what a web seed would need longer for, ms. */
const tooLong = 10_000;

/** Ms that it still takes, at its rate so far; null: it is too early to say; Infinity: nothing comes. */
export function timeLeft({ range, at, since, heardAt }: WebLoan, now: number): number | null {
  if (now - heardAt >= silence) return Number.POSITIVE_INFINITY;
  const brought = at - range.from;
  return brought === 0 ? null : ((range.to - at) * Math.max(1, now - since)) / brought;
}

/** What is not here of it, in whole pieces. */
export function restOf({ range, at }: WebLoan, pieceLength: number): Range {
  return { from: range.from + Math.floor((at - range.from) / pieceLength) * pieceLength, to: range.to };
}

/**
 * What a connection that has nothing else to do is to fetch a second time: what would come last by far.
 * @param rate what one connection of its seed brings, bytes a ms; null: not known yet
 * @returns null: another connection would bring nothing
 */
export function loanToDouble(loans: readonly WebLoan[], now: number, rate: number | null): WebLoan | null {
  const alone = loans.filter(({ twin, at, range }) => twin === null && at < range.to);
  const [last] = alone
    .map((loan) => ({ loan, time: timeLeft(loan, now) ?? 0 }))
    .toSorted((one, other) => other.time - one.time);
  if (last === undefined) return null;
  if (rate === null) return last.time === Number.POSITIVE_INFINITY ? last.loan : null;
  const fresh = requestCost + (last.loan.range.to - last.loan.at) / rate;
  return last.time >= hopeless * fresh ? last.loan : null;
}

/** Whether all of it that was still to come is here by now: others brought it, or it is wanted no longer. */
export function isNeedless(loan: WebLoan, missing: readonly Range[], pieceLength: number): boolean {
  const rest = restOf(loan, pieceLength);
  return loan.at < loan.range.to && totalBytes(withoutRanges([rest], missing)) === rest.to - rest.from;
}

/** What is not to be asked of peers meanwhile: all that is lent, but for what would come too late. @param busy there is something else to ask for */
export function keptFromPeers(loans: readonly WebLoan[], now: number, busy: boolean): Range[] {
  const comes = (loan: WebLoan): boolean => (timeLeft(loan, now) ?? 0) < (busy ? Number.POSITIVE_INFINITY : tooLong);
  return loans.filter(comes).reduce<Range[]>((all, { range }) => addRange(all, range), []);
}
