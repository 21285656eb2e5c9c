import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserPage, gapSection, resultsOf, rowsOf } from '../../scripts/steps/browser-table.ts';
import { gaps } from '../support/browser/gaps.ts';
import { root } from './source.ts';

const page = readFileSync(join(root, 'docs/browsers.md'), 'utf8');
const files = new Set(globSync('test/e2e/*.test.ts', { cwd: root }).map((path) => basename(path)));

describe('docs/browsers.md', () => {
  it('gives the reasons of test/e2e/gaps.json', () => {
    for (const browser of ['chromium', 'firefox'] as const) expect(page).toContain(gapSection(browser));
  });
});

describe('test/e2e/gaps.json', () => {
  it('names files that exist', () => {
    const named = [...gaps.quick, ...Object.keys(gaps.firefox), ...Object.keys(gaps.chromium)];
    expect(named.filter((file) => !files.has(file))).toEqual([]);
  });

  it('has a reason for each', () => {
    const reasons = [gaps.firefox, gaps.chromium].flatMap((list) =>
      Object.values(list).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one))),
    );
    expect(reasons.filter((reason) => !/^\S.{20,}\.$/.test(reason))).toEqual([]);
  });
});

describe('the page', () => {
  const report = (name: string, ...statuses: string[]) => ({
    testResults: [
      { name: `/x/${name}`, assertionResults: statuses.map((status) => ({ status, ancestorTitles: ['taking'] })) },
    ],
  });
  const known = (...reports: ReturnType<typeof report>[]) =>
    new Map(reports.flatMap(resultsOf).map((result) => [result.file, result]));

  const none = new Map();

  it('counts what passed, of how many', () => {
    const closed = Object.keys(gaps.firefox['popup.test.ts'] ?? {}).length;
    const both = {
      chromium: known(report('popup.test.ts', 'passed')),
      firefox: known(report('popup.test.ts', 'passed', 'skipped')),
    };
    expect(closed).toBeGreaterThan(0);
    expect(browserPage(both, ['popup.test.ts'], none)).toContain(`| popup | taking | 1 | 1 of ${1 + closed} |`);
  });

  it('shows what has no result, and is not written with a file that failed', () => {
    const good = known(report('a.test.ts', 'passed'));
    const listed = ['a.test.ts'];
    expect(browserPage({ chromium: good, firefox: new Map() }, listed, none)).toContain('| a | taking | 1 | ? |');
    const failed = known(report('a.test.ts', 'failed'));
    expect(() => browserPage({ chromium: good, firefox: failed }, listed, none)).toThrow('failed');
  });

  it('puts the results of several runs together: the newest of each file, and what it said before of one that has none', () => {
    const first = known(report('a.test.ts', 'passed', 'passed'), report('b.test.ts', 'passed'));
    const then = known(report('a.test.ts', 'passed', 'passed', 'passed'), report('gone.test.ts', 'passed'));
    const listed = ['a.test.ts', 'b.test.ts', 'c.test.ts'];
    const before = rowsOf(browserPage({ chromium: first, firefox: first }, listed, none));
    const now = browserPage({ chromium: new Map(), firefox: then }, listed, before);
    expect(now).toContain('| a | taking | 2 | 3 |');
    expect(now).toContain('| b | taking | 1 | 1 |');
    expect(now).toContain('| c |  | ? | ? |');
    expect(now).not.toContain('| gone |');
  });
});
