import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Why a case, or a whole file, cannot run in Firefox. */
type Reasons = string | Readonly<Record<string, string>>;

/** What of the end-to-end suite does not run in Firefox, and what of the rest is quick enough for `npm test`. */
interface Gaps {
  /** Names of test files. */
  readonly quick: readonly string[];
  /** By name of the test file: why none of it runs, or why not by the case's full name. */
  readonly reasons: Readonly<Record<string, Reasons>>;
}

const folder = join(import.meta.dirname, '../../e2e');

/** The one place where it is said: `test/e2e/firefox.json`. */
export const gaps = JSON.parse(readFileSync(join(folder, 'firefox.json'), 'utf8')) as Gaps;

/** Files of which nothing runs in Firefox, as paths from the top of the repository. */
export const closedFiles: readonly string[] = Object.entries(gaps.reasons)
  .filter(([, reasons]) => typeof reasons === 'string')
  .map(([file]) => `test/e2e/${file}`);

/** The cases of a file (any path of it) that do not run in Firefox, by full name, and why. */
export function closedCases(path: string): ReadonlyMap<string, string> {
  const reasons = gaps.reasons[basename(path)] ?? {};
  return new Map(typeof reasons === 'string' ? [] : Object.entries(reasons));
}
