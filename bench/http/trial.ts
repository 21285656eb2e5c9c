import type { ContestantId } from './scenarios.ts';
import type { Exchange } from './servers/server.ts';

/** How it ended for the contestant. Seconds from the click (of a program: from its start) until the whole file lies in its folder. */
export type Outcome = { kind: 'whole'; seconds: number; hash: 'ok' | 'bad' } | { kind: 'failed'; reason: string };

/** One contestant's attempt at one address. */
export interface Trial {
  readonly contestant: ContestantId;
  readonly outcome: Outcome;
  /** Of its process tree, from the click on. */
  readonly cpuSeconds: number;
  /** Most memory of its process tree over what it had before the click, bytes (Pss: what processes share counts once). */
  readonly peakBytes: number;
  /** Body bytes the server handed to the network. */
  readonly sentBytes: number;
  /** From the click to the server's last byte, s: what then remains is the contestant's own doing. Null: it sent nothing. */
  readonly lastByte: number | null;
  /** Processor time of the server ÷ time: near 1, the server may have been the limit. */
  readonly serverLoad: number;
  /** Processor time of whatever else ran on this machine ÷ time: what disturbed it. */
  readonly othersLoad: number;
  /** Whether the extension transferred it. */
  readonly mode: 'taken' | 'left' | null;
  readonly requests: readonly TimedRequest[];
}

/** A request as the server saw it. Times in s since the click. */
export interface TimedRequest {
  readonly begun: number;
  readonly last: number | null;
  readonly bytes: number;
  readonly range: string | null;
}

/** @param clickedAt ms since 1970 */
export function timed(exchanges: readonly Exchange[], clickedAt: number): TimedRequest[] {
  const since = (at: number): number => Math.round(at - clickedAt) / 1000;
  return exchanges.map(({ begunAt, lastAt, bytes, range }) => ({
    begun: since(begunAt),
    last: lastAt === null ? null : since(lastAt),
    bytes,
    range,
  }));
}
