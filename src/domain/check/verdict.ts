import * as z from 'zod/mini';
import { rangeSchema } from '../segment/range.ts';
import { algorithms, byStrength, isWeak, type Algorithm } from './algorithm.ts';
import { tellers, type Expected, type Hash, type Teller } from './expected.ts';

const what = z.enum(['size', ...algorithms]);

/** What a file was found to agree with. */
export const checkedSchema = z.object({
  what,
  from: z.enum(tellers),
  /** False: it does not agree, and the user kept it. */
  good: z.boolean(),
  /** Its digest in lower-case hexadecimal; null: its pieces alone were hashed. */
  value: z.nullable(z.string()),
});
export type Checked = z.infer<typeof checkedSchema>;

/** What a file was found not to agree with. */
export const mismatchSchema = z.object({
  what,
  from: z.enum(tellers),
  expected: z.string(),
  actual: z.string(),
  /** The ranges that are wrong; null: unknown which. */
  bad: z.nullable(z.array(rangeSchema)),
});
export type Mismatch = z.infer<typeof mismatchSchema>;

/** What came of holding a file against what is expected; `checked` null: there was nothing to hold it against. */
export type Verdict = { readonly checked: Checked | null } | { readonly mismatch: Mismatch };

/** What must be computed of a file. */
export interface CheckPlan {
  /** Digests of the whole file. */
  readonly whole: readonly Algorithm[];
  /** Whether the pieces decide, because nothing as strong is known of the whole. */
  readonly pieces: boolean;
}

/**
 * The strongest algorithm that is known, and in any case what the user gave. A weak one is used only where there is nothing
 * better, for the whole or for the pieces.
 */
export function planCheck({ hashes, pieces }: Expected): CheckPlan {
  const byUser = hashes.filter(({ from }) => from === 'user').map(({ algorithm }) => algorithm);
  const [strongest] = hashes.map(({ algorithm }) => algorithm).toSorted(byStrength);
  const better = pieces !== null && (strongest === undefined || (isWeak(strongest) && !isWeak(pieces.algorithm)));
  const chosen = strongest === undefined || better ? byUser : [strongest, ...byUser];
  return { whole: [...new Set(chosen)].toSorted(byStrength), pieces: better };
}

/**
 * Judges a file by its digests: every checksum of an algorithm that was computed must agree, whoever told it.
 * @param digests lower-case hexadecimal, by algorithm, as planned
 */
export function judgeDigests({ hashes }: Expected, digests: ReadonlyMap<Algorithm, string>): Verdict {
  const relevant = hashes.filter(({ algorithm }) => digests.has(algorithm)).toSorted(byTrust);
  const wrong = relevant.find(({ algorithm, value }) => digests.get(algorithm) !== value);
  if (wrong) {
    const actual = digests.get(wrong.algorithm) ?? '';
    return { mismatch: { what: wrong.algorithm, from: wrong.from, expected: wrong.value, actual, bad: null } };
  }
  const [best] = relevant;
  if (!best) return { checked: null };
  return { checked: { what: best.algorithm, from: best.from, good: true, value: best.value } };
}

/** The strongest first, among those the one of the most trusted teller. */
function byTrust(a: Hash, b: Hash): number {
  return byStrength(a.algorithm, b.algorithm) || trust(a.from) - trust(b.from);
}

function trust(from: Teller): number {
  return tellers.indexOf(from);
}
