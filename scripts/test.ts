// The runner behind `npm run check` (--fast), `npm test`, `npm run test:firefox` (--firefox, and names of test files, if not all) and `npm run soak` (--soak).
// Every check counts one, every test counts one; the last line is `N passed, N failed`, and the exit status is 1 when anything failed.
import process from 'node:process';
import type { BrowserName } from '../test/support/browser/browser-name.ts';
import { closedCases, gaps } from '../test/support/browser/gaps.ts';
import { ensureChromium, ensureFirefox } from './browsers.ts';
import { ensurePostgres } from './postgres.ts';
import { ensureIp, ensureTcpdump } from './recorder.ts';
import { run } from './steps/command.ts';
import { staticChecks } from './steps/static-checks.ts';
import { failureList, one, type Outcome, runSteps, type Step, table } from './steps/step.ts';
import { vitestProject } from './steps/vitest.ts';

/** One run of the build script as a step; it prints the sizes and fails when one exceeds the budget. */
const build = (name: string, ...args: string[]): Step => ({
  name,
  run: async () => one((await run('node', ['scripts/build.ts', ...args], { live: true, minutes: 10 })).code === 0),
});

/** What addons.mozilla.org checks (`web-ext lint` is this linter): a warning counts as a failure. */
const storeLint: Step = {
  name: 'store lint',
  run: async () => {
    const { code, output } = await run('addons-linter', ['--warnings-as-errors', '.output/firefox-mv3'], {
      minutes: 5,
    });
    if (code !== 0) console.log(output.trim());
    return one(code === 0);
  },
};

/** What is missing is installed, or it is a failure that says how to get it. Before the tests: two of them at once cannot. */
const program = (name: string, ensured: () => Promise<string>): Step => ({
  name,
  run: async () => {
    console.log(`${name}: ${await ensured()}`);
    return one(true);
  },
});
const browser = program('browser', ensureChromium);
const firefox = program('firefox', ensureFirefox);
const recorder = program('recorder', ensureTcpdump);
const namespaces = program('namespaces', ensureIp);
const postgres = program('PostgreSQL', ensurePostgres);

const fast: Step[] = [vitestProject('architecture', 5), vitestProject('unit', 5)];

const closedIn =
  (name: BrowserName) =>
  (path: string): string[] => [...closedCases(name, path).keys()];
const closed = closedIn('firefox');

/** Browsers beside each other on a busy machine; more files than this fail by a fault that is no chance. */
const secondLook = 6;

/** In `npm test` what is quick; the rest by a command of its own. */
const quickInFirefox = vitestProject('e2e-firefox', 10, {
  files: gaps.quick.map((file) => `test/e2e/${file}`),
  part: '-quick',
  closed,
  secondLook,
});

/** All that runs there, or what is named; each file that is named has a report of its own (`npm run browsers` takes the newest of each). */
function inFirefox(names: readonly string[]): Step[] {
  if (names.length === 0) return [vitestProject('e2e-firefox', 60, { closed })];
  return names.map((name) =>
    vitestProject('e2e-firefox', 15, { files: [`test/e2e/${name}.test.ts`], part: `-${name}`, closed }),
  );
}

/** The steps after the static checks, in order, by what was asked for. */
const plans: Record<'fast' | 'full' | 'firefox' | 'soak', Step[]> = {
  fast,
  full: [
    ...fast,
    vitestProject('simulation', 10),
    postgres,
    vitestProject('server', 5),
    build('build'),
    build('build for e2e', '--e2e'),
    storeLint,
    vitestProject('build', 5),
    browser,
    firefox,
    recorder,
    namespaces,
    vitestProject('pages', 10, { secondLook }),
    vitestProject('e2e', 30, { closed: closedIn('chromium'), secondLook }),
    quickInFirefox,
  ],
  firefox: [
    build('build for e2e', '--e2e', '--browser', 'firefox'),
    firefox,
    ...inFirefox(process.argv.slice(2).filter((word) => !word.startsWith('--'))),
  ],
  soak: [
    build('build for e2e', '--e2e'),
    browser,
    firefox,
    vitestProject('soak', 240),
    vitestProject('soak-firefox', 60),
  ],
};

const plan = (['fast', 'firefox', 'soak'] as const).find((name) => process.argv.includes(`--${name}`)) ?? 'full';
const outcomes: Outcome[] = [
  ...(plan === 'soak' || plan === 'firefox' ? [] : await runSteps(staticChecks, 2)),
  ...(await runSteps(plans[plan], 1)),
];
const sum = (key: 'passed' | 'failed'): number => outcomes.reduce((total, outcome) => total + outcome[key], 0);
console.log(`\n${table(outcomes)}\n`);
if (failureList(outcomes)) console.log(`${failureList(outcomes)}\n`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
