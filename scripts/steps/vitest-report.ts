import type { Count } from './step.ts';

/** The part of vitest's JSON report that counts. */
export interface Report {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/**
 * Counts the tests of a report. Whatever did not pass has failed: a skipped test, a file that could not be loaded, a
 * run without any test, and (as one more failure) a run that ended badly although every test passed.
 *
 * @param report undefined when vitest crashed before it wrote one
 * @param exitCode of vitest; null when it was killed
 */
export function countTests(report: Report | undefined, exitCode: number | null): Count {
  const files = report?.testResults ?? [];
  const statuses = files.flatMap((file) => file.assertionResults.map((test) => test.status));
  const unloaded = files.filter((file) => file.status !== 'passed' && file.assertionResults.length === 0).length;
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.length - passed + unloaded;
  const silent = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: silent ? 1 : failed };
}
