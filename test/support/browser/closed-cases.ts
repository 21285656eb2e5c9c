import { beforeEach, type TestContext } from 'vitest';
import { browserName } from './browser-name.ts';
import { closedCases } from './gaps.ts';

/*
 * Set-up of every end-to-end test file: what test/e2e/gaps.json says cannot run in this browser does not. The runner
 * (scripts/steps/vitest-report.ts) counts no other skipped test as anything but a failure.
 */

beforeEach((running) => {
  const reason = closedCases(browserName, running.task.file.filepath).get(fullName(running.task));
  if (reason !== undefined) running.skip(reason);
});

function fullName({ name, suite }: Pick<TestContext['task'], 'name' | 'suite'>): string {
  return suite === undefined ? name : `${fullName(suite)} ${name}`;
}
