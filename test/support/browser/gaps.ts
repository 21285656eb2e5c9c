import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BrowserName } from './browser-name.ts';

/** Why a case, or a whole file, does not run in a browser. */
type Reasons = string | Readonly<Record<string, string>>;

/** What of the end-to-end suite does not run in which browser: by name of the test file, the reason, or one by the case's full name. */
interface Gaps extends Readonly<Record<BrowserName, Readonly<Record<string, Reasons>>>> {
  /** Test files that run in Firefox in `npm test`: what is quick. */
  readonly quick: readonly string[];
}

/** The one place where it is said: `test/e2e/gaps.json`. */
export const gaps = JSON.parse(readFileSync(join(import.meta.dirname, '../../e2e/gaps.json'), 'utf8')) as Gaps;

/** Files of which nothing runs in a browser, as paths from the top of the repository. */
export function closedFiles(browser: BrowserName): string[] {
  const closed = Object.entries(gaps[browser]).filter(([, reasons]) => typeof reasons === 'string');
  return closed.map(([file]) => `test/e2e/${file}`);
}

/** The cases of a file (any path of it) that do not run in a browser while others of it do, by full name, and why. */
export function closedCases(browser: BrowserName, path: string): ReadonlyMap<string, string> {
  const reasons = gaps[browser][basename(path)] ?? {};
  return new Map(typeof reasons === 'string' ? [] : Object.entries(reasons));
}
