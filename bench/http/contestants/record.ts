import process from 'node:process';
import { sha256File } from '../../../test/support/files.ts';
import { busyCpu } from '../measure/busy.ts';
import type { ContestantId } from '../scenarios.ts';
import type { BenchServer, Offer } from '../servers/server.ts';
import { timed, type Outcome, type Trial } from '../trial.ts';

/** What a contestant did with an offer. */
export interface Attempt {
  /** Ms since 1970. */
  readonly clickedAt: number;
  /** From the click until the whole file lay there, s; or why it never did. */
  readonly end: number | { failed: string };
  /** Where the file lies. */
  readonly path: string;
  readonly cpuSeconds: number;
  /** Over idle, bytes. */
  readonly peakBytes: number;
}

/** Lets a contestant try, checks the hash, and adds what the server saw. */
export async function record(
  contestant: ContestantId,
  offer: Offer,
  server: BenchServer,
  attempt: () => Promise<Attempt>,
): Promise<Trial> {
  const cpuBefore = server.cpu();
  const busyBefore = busyCpu();
  const ownBefore = ownCpu();
  const { clickedAt, end, path, cpuSeconds, peakBytes } = await attempt();
  const elapsed = (Date.now() - clickedAt) / 1000;
  const served = server.cpu() - cpuBefore;
  const others = busyCpu() - busyBefore - served - cpuSeconds - (ownCpu() - ownBefore);
  const exchanges = await server.exchanges(offer);
  const last = Math.max(...exchanges.map(({ lastAt }) => lastAt ?? -Infinity));
  return {
    contestant,
    outcome: await outcomeOf(end, path, offer.sha256),
    cpuSeconds,
    peakBytes,
    sentBytes: exchanges.reduce((sum, { bytes }) => sum + bytes, 0),
    lastByte: Number.isFinite(last) ? (last - clickedAt) / 1000 : null,
    serverLoad: served / elapsed,
    othersLoad: Math.max(0, others / elapsed),
    mode: null,
    requests: timed(exchanges, clickedAt),
  };
}

/** Of the bench itself, s. */
function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function outcomeOf(end: Attempt['end'], path: string, sha256: string): Promise<Outcome> {
  if (typeof end !== 'number') return { kind: 'failed', reason: end.failed };
  return { kind: 'whole', seconds: end, hash: (await sha256File(path)) === sha256 ? 'ok' : 'bad' };
}
