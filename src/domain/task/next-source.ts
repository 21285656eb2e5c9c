import { isWeak } from '../check/algorithm.ts';
import type { Expected } from '../check/expected.ts';
import type { ErrorCode } from '../error.ts';
import { totalBytes } from '../segment/range.ts';
import { unasked } from './moves.ts';
import type { Task } from './task.ts';

/** With so many bytes here a mirror is proven by them, and goes on with the rest; fewer are not missed. */
const provable = 64 * 1024;

/** What would be no better anywhere else. */
const everywhere: ReadonlySet<ErrorCode> = new Set(['offline', 'disk-full', 'disk-failed', 'part-lost', 'internal']);

/**
 * The task with a mirror in the place of a source that failed before it brought anything to prove the mirrors by: the checksum of the
 * whole, or of the pieces, will tell whether it has the same file. A mirror gets no cookies there either. The link itself stays
 * what it is, and is asked again beside the mirror.
 * @returns null where that does not help
 */
export function withNextSource(task: Task, error: ErrorCode): Task | null {
  // A stranger's is asked beside the origin alone.
  const next = task.mirrors.find(({ tried, from }) => tried !== true && from !== 'search');
  const few = totalBytes(task.have) < provable;
  if (!next || !few || !isProof(task.expected) || task.handover !== null || everywhere.has(error)) return null;
  return {
    ...unasked({ ...task, source: { ...task.source, mirror: next.url } }),
    mirrors: task.mirrors.map((mirror) => (mirror === next ? { ...mirror, tried: true } : mirror)),
    have: [],
  };
}

/** Every address may be tried again, the link itself first: the user wishes it. A mirror that has brought bytes goes on. */
export function withFreshMirrors(task: Task): Task {
  const fresh = { ...task, mirrors: task.mirrors.map(({ url, priority, from }) => ({ url, priority, from })) };
  const { mirror, ...source } = task.source;
  return mirror === undefined || task.have.length > 0 ? fresh : unasked({ ...fresh, source });
}

function isProof({ hashes, pieces }: Expected): boolean {
  return pieces !== null || hashes.some(({ algorithm }) => !isWeak(algorithm));
}
