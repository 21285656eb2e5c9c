import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { closedFiles } from './test/support/browser/gaps.ts';
import { scratchFolder } from './test/support/scratch.ts';

const seconds = 1000;

/** Folders of test/ with a project of their own; everything else there is a unit test, so no file is left out. */
const own = ['architecture', 'simulation', 'server', 'e2e', 'soak'];

/** Our pages drawn in a browser, without the extension around them. */
const drawnPages = 'test/ui/**/*.page.test.ts';

/** Need the four builds, so they run after them. */
const afterBuilds = ['manifest', 'bundle', 'packages'].map((name) => `test/architecture/${name}.test.ts`);

const env = { TMPDIR: scratchFolder() };

/** Each test file drives a browser of its own, on two cores: few at a time, and patient. */
const browserTests = {
  env,
  testTimeout: 300 * seconds,
  hookTimeout: 300 * seconds,
  maxWorkers: Number(process.env['PERSEID_BROWSERS'] ?? 2),
};

/** An event page is Firefox's alone. */
const soakedInFirefox = ['test/soak/event-page.test.ts'];

const soakTests = {
  ...browserTests,
  // Files of many GiB: on the disk.
  env: {},
  testTimeout: 3600 * seconds,
  maxWorkers: 1,
};

export default defineConfig({
  test: {
    retry: 0,
    projects: [
      {
        test: {
          name: 'architecture',
          include: ['test/architecture/**/*.test.ts'],
          exclude: afterBuilds,
          // They read all files, beside the types and the lint of all files.
          testTimeout: 60 * seconds,
        },
      },
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...own.map((folder) => `test/${folder}/**`), drawnPages],
          // Properties on a busy machine.
          testTimeout: 60 * seconds,
        },
      },
      { test: { name: 'pages', include: [drawnPages], ...browserTests } },
      {
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 180 * seconds,
        },
      },
      {
        // The service, on SQLite and on a PostgreSQL that is started once for all of them.
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts'],
          globalSetup: 'test/support/service/global-setup.ts',
          setupFiles: ['test/support/service/setup.ts'],
          env,
          // Half of the time they wait for processes of their own.
          maxWorkers: 2,
          testTimeout: 60 * seconds,
        },
      },
      { test: { name: 'build', include: afterBuilds } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: closedFiles('chromium'),
          setupFiles: ['test/support/browser/closed-cases.ts'],
          ...browserTests,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The same tests, but for what test/e2e/gaps.json says cannot run there.
        test: {
          name: 'e2e-firefox',
          include: ['test/e2e/**/*.test.ts'],
          exclude: closedFiles('firefox'),
          setupFiles: ['test/support/browser/closed-cases.ts'],
          ...browserTests,
          env: { ...env, PERSEID_BROWSER: 'firefox' },
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'soak',
          include: ['test/soak/**/*.test.ts'],
          exclude: soakedInFirefox,
          ...soakTests,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'soak-firefox',
          include: soakedInFirefox,
          ...soakTests,
          env: { PERSEID_BROWSER: 'firefox' },
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
