import type { Task } from '../task/task.ts';
import type { LedgerEntry, StoredEntry } from './entry.ts';
import type { Mismatch } from './mismatch.ts';

/** What was recorded from a download's first moment to its end. */
export interface Evidence {
  /** The download, as it was in the end. */
  readonly task: Pick<Task, 'source' | 'state' | 'hosts' | 'traffic' | 'swarm'>;
  /** The ledger's entries of that time. */
  readonly entries: readonly StoredEntry[];
  /** What the second witness found in that time. */
  readonly mismatches: readonly Mismatch[];
  /** Hosts that gave something for other downloads in that time. */
  readonly others: readonly string[];
}

/**
 * `own`: only the host of the link was contacted; `named`: also hosts that it named, for a redirect, a mirror or a checksum;
 * `strangers`: somebody else.
 */
export type ProofVerdict = 'own' | 'named' | 'strangers';

/** Who was contacted, in one word. */
export function judgeProof({ task, entries, mismatches }: Evidence): ProofVerdict {
  if (mismatches.length > 0 || entries.some(wentOut)) return 'strangers';
  return task.hosts.every((host) => host === ownHost(task)) ? 'own' : 'named';
}

/** Of the link that was given. */
export const ownHost = ({ source }: Pick<Task, 'source'>): string => new URL(source.url).host;

/** Whether something was sent, whatever came of it. */
export function wentOut({ outcome: { kind } }: Pick<LedgerEntry, 'outcome'>): boolean {
  return kind === 'begun' || kind === 'answered' || kind === 'failed' || kind === 'aborted';
}

/** Hosts that were asked, or gave something, between two looks at the tasks. @param but the task that is not meant */
export function askedMeanwhile(before: readonly Task[], after: readonly Task[], but: string): string[] {
  const known = new Map(before.map((task) => [task.id, task]));
  const hosts = after
    .filter(({ id }) => id !== but)
    .flatMap((task) => task.hosts.filter((host) => sumOf(task, host) !== sumOf(known.get(task.id), host)));
  return [...new Set(hosts)];
}

/** What tells one look from the next: nothing is ever taken from it. -1: it was not asked. */
function sumOf(task: Task | undefined, host: string): number {
  if (task?.hosts.includes(host) !== true) return -1;
  const sum = task.traffic.find((one) => one.host === host);
  return sum === undefined ? 0 : sum.requests + sum.bytes;
}
