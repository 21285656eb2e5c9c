import type { Count } from './step.ts';

/** The part of vitest's JSON report that counts. */
export interface Report {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** So many lines of a failure's message are repeated at the end. */
const messageLines = 6;

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
  return { passed, failed: silent ? 1 : failed, failures: failuresOf(files) };
}

function failuresOf(files: Report['testResults']): string[] {
  return files.flatMap((file) => {
    const tests = file.assertionResults.filter(({ status }) => status !== 'passed');
    if (tests.length === 0 && file.status !== 'passed') return [describe(file.name, file.message)];
    return tests.map((test) => describe(`${test.fullName} [${test.status}]`, test.failureMessages.join('\n')));
  });
}

function describe(title: string, message: string): string {
  const lines = message.split('\n').slice(0, messageLines);
  return [title, ...lines.map((line) => `    ${line}`)].join('\n');
}
