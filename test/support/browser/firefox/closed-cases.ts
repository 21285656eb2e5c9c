import { beforeEach, type TestContext } from 'vitest';
import { closedCases } from '../gaps.ts';

/*
 * Set-up of every test file that runs in Firefox: what test/e2e/firefox.json says cannot run there does not. The runner
 * (scripts/steps/vitest-report.ts) counts no other skipped test as anything but a failure.
 */

beforeEach((running) => {
  const reason = closedCases(running.task.file.filepath).get(fullName(running.task));
  if (reason !== undefined) running.skip(reason);
});

function fullName({ name, suite }: Pick<TestContext['task'], 'name' | 'suite'>): string {
  return suite === undefined ? name : `${fullName(suite)} ${name}`;
}
