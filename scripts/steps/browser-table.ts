import { basename } from 'node:path';
import type { BrowserName } from '../../test/support/browser/browser-name.ts';
import { closedCases, gaps } from '../../test/support/browser/gaps.ts';

/** What came of one test file in one browser. */
export interface FileResult {
  /** Name of the file. */
  readonly file: string;
  /** Titles of its outermost groups. */
  readonly subjects: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

/** The results of a browser, by name of the test file. */
export type Results = Readonly<Record<BrowserName, ReadonlyMap<string, FileResult>>>;

const titles: Readonly<Record<BrowserName, string>> = { chromium: 'Chromium', firefox: 'Firefox ESR' };
const browsers: readonly BrowserName[] = ['chromium', 'firefox'];

/** The part of vitest's JSON report that the table needs. */
export interface CaseReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly ancestorTitles: readonly string[] }[];
  }[];
}

/** Sums a report up, file by file. */
export function resultsOf({ testResults }: CaseReport): FileResult[] {
  return testResults.map(({ name, assertionResults }) => {
    const count = (status: string): number => assertionResults.filter((one) => one.status === status).length;
    const subjects = assertionResults.map(({ ancestorTitles }) => ancestorTitles[0] ?? '').filter((one) => one !== '');
    return {
      file: basename(name),
      subjects: [...new Set(subjects)],
      passed: count('passed'),
      failed: count('failed'),
    };
  });
}

/** The page: a table of counts, then what does not run, with its reason. */
export function browserPage(results: Results): string {
  const listed = browsers.flatMap((browser) => [...results[browser].keys()]);
  const files = [...new Set(listed)].toSorted();
  return [
    '# What runs in which browser',
    'Made by `npm run browsers` from the results of the end-to-end suite, which is written once and runs in both, and from\n`test/e2e/gaps.json`. Numbers are cases that passed; “?” has not run since the\npage was made.',
    [`| test/e2e/ | what | ${browsers.map((browser) => titles[browser]).join(' | ')} |`, '|---|---|---|---|']
      .concat(files.map((file) => rowOf(file, results)))
      .join('\n'),
    ...browsers.map(gapSection),
  ].join('\n\n');
}

function rowOf(file: string, results: Results): string {
  const known = browsers.map((browser) => results[browser].get(file));
  const subjects = known.find((result) => result !== undefined)?.subjects ?? [];
  const cells = browsers.map((browser, at) => cellOf(browser, file, known[at]));
  return `| ${[shortened(file), subjects.join('; ').replaceAll('|', String.raw`\|`), ...cells].join(' | ')} |`;
}

function cellOf(browser: BrowserName, file: string, result: FileResult | undefined): string {
  if (typeof gaps[browser][file] === 'string') return '–';
  if (result === undefined) return '?';
  if (result.failed > 0) throw new Error(`${file} failed in ${titles[browser]}`);
  const closed = closedCases(browser, file).size;
  return closed === 0 ? String(result.passed) : `${result.passed} of ${result.passed + closed}`;
}

/** What does not run in a browser, as the page says it. */
export function gapSection(browser: BrowserName): string {
  const lines = Object.entries(gaps[browser]).flatMap(([file, reasons]) =>
    typeof reasons === 'string'
      ? [`- \`${shortened(file)}\`, all of it: ${reasons}`]
      : Object.entries(reasons).map(([name, reason]) => `- \`${shortened(file)}\`, “${name}”: ${reason}`),
  );
  return [`## What does not run in ${titles[browser]}, and why`, lines.join('\n') || 'Nothing.', '']
    .join('\n\n')
    .trimEnd();
}

const shortened = (file: string): string => file.replace('.test.ts', '');
