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

/** Nobody has tried it: no test drives one. */
const android = `## Firefox for Android

Not offered: the manifest has no \`gecko_android\`, and nothing was tried there. By MDN's table of its APIs (\`webextensions/api/downloads.json\`, \`menus.json\`) it has shown extensions no
list of downloads since version 79, so a download can neither be taken over nor left with its reason, nor can a saved file be followed; and it has no context menu. What would be left is to paste
links.`;

/** What a page that was made before says of a file. */
interface Row {
  readonly what: string;
  readonly cells: readonly string[];
}

/** The rows of a page that was made before, by name of the test file. */
export function rowsOf(page: string): Map<string, Row> {
  const rows = page.matchAll(/^\| ([\w-]+) \| (.*?) \| ([^|]*) \| ([^|]*) \|$/gm);
  return new Map(
    [...rows].map(([, name = '', what = '', ...cells]) => [
      `${name}.test.ts`,
      { what, cells: cells.map((c) => c.trim()) },
    ]),
  );
}

/**
 * The page: a table of counts, then what does not run, with its reason.
 * @param results of one run or of several
 * @param files the test files that there are
 * @param before the rows of the page as it was: what it says of a file that has not run since stands
 */
export function browserPage(results: Results, files: readonly string[], before: ReadonlyMap<string, Row>): string {
  return [
    '# What runs in which browser',
    'Made by `npm run browsers` from the results of the end-to-end suite, which is written once and runs in both, and from\n`test/e2e/gaps.json`. Numbers are cases that passed when\nthe file ran last; “?” has not run yet.',
    [`| test/e2e/ | what | ${browsers.map((browser) => titles[browser]).join(' | ')} |`, '|---|---|---|---|']
      .concat(files.map((file) => rowOf(file, results, before.get(file))))
      .join('\n'),
    ...browsers.map(gapSection),
    android,
  ].join('\n\n');
}

function rowOf(file: string, results: Results, before: Row | undefined): string {
  const known = browsers.map((browser) => results[browser].get(file));
  const subjects = known
    .find((result) => result !== undefined)
    ?.subjects.join('; ')
    .replaceAll('|', String.raw`\|`);
  const cells = browsers.map(
    (browser, at) => cellOf(browser, file, known[at]) ?? before?.cells[at]?.replace('–', '?') ?? '?',
  );
  return `| ${[shortened(file), subjects ?? before?.what ?? '', ...cells].join(' | ')} |`;
}

/** Null: it has not run. */
function cellOf(browser: BrowserName, file: string, result: FileResult | undefined): string | null {
  if (typeof gaps[browser][file] === 'string') return '–';
  if (result === undefined) return null;
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
