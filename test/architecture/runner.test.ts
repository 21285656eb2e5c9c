import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtEntries } from '../../scripts/steps/built-entries.ts';
import { checkSizes } from '../../scripts/steps/size-budget.ts';
import { failureList, runSteps } from '../../scripts/steps/step.ts';
import { countSecondLook, countTests, failedFiles } from '../../scripts/steps/vitest-report.ts';

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  message: tests.length === 0 ? 'does not load' : '',
  assertionResults: tests.map((test) => ({ status: test, fullName: `a ${test} one`, failureMessages: ['why'] })),
});
const none = { failures: [] };

describe('the runner counts what happened', () => {
  it('every test once', () => {
    const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] };
    expect(countTests(report, 1)).toEqual({ passed: 3, failed: 1, failures: ['a failed one [failed]\n    why'] });
  });

  it('a skipped test, a file that did not load, no test at all and a crash as failures', () => {
    expect(countTests({ testResults: [file('passed', 'passed', 'skipped', 'todo')] }, 0)).toEqual({
      passed: 1,
      failed: 2,
      failures: ['a skipped one [skipped]\n    why', 'a todo one [todo]\n    why'],
    });
    expect(countTests({ testResults: [file('passed', 'passed'), file('failed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      failures: ['a.test.ts\n    does not load'],
    });
    expect(countTests({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1, ...none });
    expect(countTests({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1, ...none });
    expect(countTests(undefined, null)).toEqual({ passed: 0, failed: 1, ...none });
  });

  it('what a list lets be skipped not at all, and what it names in vain as a failure', () => {
    const report = { testResults: [file('passed', 'passed', 'skipped')] };
    expect(countTests(report, 0, () => ['a skipped one'])).toEqual({ passed: 1, failed: 0, ...none });
    expect(countTests(report, 0, () => ['a skipped one', 'a passed one', 'another'])).toEqual({
      passed: 1,
      failed: 2,
      failures: ['a passed one', 'another'].map((name) => `${name} [listed in vain]\n    no such case was skipped`),
    });
  });

  it('what passed when it ran again, alone, as passed and unsteady; what failed again as failed', () => {
    const named = (name: string, ...tests: string[]) => ({
      ...file(tests.includes('failed') ? 'failed' : 'passed', ...tests),
      name,
    });
    const report = {
      testResults: [named('sound', 'passed'), named('chance', 'passed', 'failed'), named('red', 'failed')],
    };
    expect(failedFiles(report)).toEqual(['chance', 'red']);
    const second = { testResults: [named('chance', 'passed', 'passed'), named('red', 'failed')] };
    const unsteady = ['a failed one [failed]\n    why'];
    expect(countSecondLook({ code: 1, report }, { code: 1, report: second })).toEqual({
      passed: 3,
      failed: 1,
      failures: unsteady,
      unsteady,
    });
    const good = { testResults: [named('chance', 'passed', 'passed'), named('red', 'passed')] };
    expect(countSecondLook({ code: 1, report }, { code: 0, report: good })).toMatchObject({ passed: 4, failed: 0 });
    expect(countSecondLook({ code: 1, report }, { code: 1, report: good })).toMatchObject({ passed: 4, failed: 1 });
    // Killed before it told anything: all is as it was.
    expect(countSecondLook({ code: 1, report }, { code: null })).toMatchObject({ passed: 2, failed: 2, unsteady: [] });
  });

  it('goes on after a step that throws', async () => {
    const broken = { name: 'broken', run: () => Promise.reject(new Error('planted: this step is meant to crash')) };
    const sound = { name: 'sound', run: () => Promise.resolve({ passed: 2, failed: 0 }) };
    const outcomes = await runSteps([broken, sound], 1);
    expect(outcomes.map(({ name, passed, failed }) => [name, passed, failed])).toEqual([
      ['broken', 0, 1],
      ['sound', 2, 0],
    ]);
  });

  it('repeats at the end what failed, and under which step', () => {
    const outcome = { name: 'e2e', seconds: 1, passed: 1, failed: 1, failures: ['a click [failed]'] };
    expect(failureList([{ name: 'unit', seconds: 1, passed: 1, failed: 0 }, outcome])).toBe('e2e: a click [failed]');
    const unsteady = { name: 'pages', seconds: 1, passed: 1, failed: 0, unsteady: ['a menu [failed]'] };
    expect(failureList([unsteady])).toBe('pages, unsteady (failed beside others, passed alone): a menu [failed]');
  });
});

describe('the built sizes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perseid-built-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const build = (files: Record<string, string>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };

  it('take in what a page loads at once and the workers it starts, but not what it loads later', () => {
    build({
      'manifest.json': '{"background": {"service_worker": "background.js"}, "action": {"default_popup": "popup.html"}}',
      'background.js': 'import"./chunks/shared.js";import("./chunks/later.js")',
      'chunks/shared.js': 'export{};',
      'chunks/later.js': 'export{};',
      'chunks/popup.js': 'import{a as b}from"./shared.js";',
      'popup.html':
        '<link rel="stylesheet" href="/assets/a.css"><script type="module" src="/chunks/popup.js"></script>',
      'assets/a.css': 'b{color:red}',
      'engine.html': '<script type="module" src="/chunks/engine.js"></script>',
      'chunks/engine.js': 'new Worker(`/assets/worker.js`,{})',
      'assets/worker.js': 'postMessage(1)',
    });
    expect(builtEntries(folder)).toEqual({
      background: ['background.js', 'chunks/shared.js'],
      popup: ['popup.html', 'assets/a.css', 'chunks/popup.js', 'chunks/shared.js'],
      links: [],
      manager: [],
      options: [],
      engine: ['engine.html', 'chunks/engine.js', 'assets/worker.js'],
      content: [],
    });
    const budget = { background: 0.01, popup: 45, options: 45, engine: 60 };
    expect(checkSizes(folder, budget)).toEqual([
      expect.stringMatching(/^background is \d+ bytes after gzip; size-budget.json allows 0.01 kB$/),
      'links was not built',
      'manager was not built',
      'options was not built',
      'content was not built',
    ]);
  });
});
