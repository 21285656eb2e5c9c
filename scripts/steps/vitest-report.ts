import type { Count } from './step.ts';

/** The part of vitest's JSON report that counts. */
export interface Report {
  testResults: File[];
}

interface File {
  name: string;
  status: string;
  message: string;
  assertionResults: Test[];
}

interface Test {
  status: string;
  fullName: string;
  failureMessages: string[];
}

/** So many lines of a failure's message are repeated at the end. */
const messageLines = 6;

/** Full names of the cases of a test file that are known not to run: they stand in a list, with their reasons. */
export type Closed = (path: string) => readonly string[];

const none: Closed = () => [];

/**
 * Counts the tests of a report. Whatever did not pass has failed: a skipped test, a file that could not be loaded, a
 * run without any test, and (as one more failure) a run that ended badly although every test passed.
 *
 * @param report undefined when vitest crashed before it wrote one
 * @param exitCode of vitest; null when it was killed
 * @param closed what may be skipped; what is on that list and is no test of the file, or ran, counts as failed
 */
export function countTests(report: Report | undefined, exitCode: number | null, closed: Closed = none): Count {
  const files = (report?.testResults ?? []).map((file) => heeding(file, closed(file.name)));
  const statuses = files.flatMap((file) => file.assertionResults.map((test) => test.status));
  const unloaded = files.filter((file) => file.status !== 'passed' && file.assertionResults.length === 0).length;
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.length - passed + unloaded;
  const silent = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: silent ? 1 : failed, failures: failuresOf(files) };
}

/** Paths of the files with a test that failed, or that did not load. */
export function failedFiles(report: Report): string[] {
  return report.testResults.filter(({ status }) => status !== 'passed').map(({ name }) => name);
}

/** A run of vitest that ended: its exit code (null when it was killed), and its report (undefined when it crashed before it wrote one). */
export interface VitestRun {
  code: number | null;
  report?: Report;
}

/**
 * Counts a run whose failed files ran once more, alone: each counts as it then was, and what has passed only then is named as
 * unsteady. A file that the second run has no result of stays failed.
 */
export function countSecondLook(first: Required<VitestRun>, second: VitestRun, closed: Closed = none): Count {
  const again = new Map((second.report?.testResults ?? []).map((file) => [file.name, file]));
  const merged = { testResults: first.report.testResults.map((file) => again.get(file.name) ?? file) };
  const stillFailed = failedFiles(merged);
  const steadied = first.report.testResults.filter(
    ({ name, status }) => status !== 'passed' && !stillFailed.includes(name),
  );
  const code = stillFailed.length === 0 ? second.code : first.code;
  return { ...countTests(merged, code, closed), unsteady: failuresOf(steadied) };
}

/** The file without those of its tests that are skipped and on the list; with a failure for each name that the list has in vain. */
function heeding(file: File, names: readonly string[]): File {
  const isSkipped = ({ status, fullName }: Test): boolean =>
    status !== 'passed' && status !== 'failed' && names.includes(fullName);
  const skipped = new Set(file.assertionResults.filter(isSkipped).map(({ fullName }) => fullName));
  const vain = names.filter((name) => !skipped.has(name));
  const failures = vain.map((fullName) => ({
    status: 'listed in vain',
    fullName,
    failureMessages: ['no such case was skipped'],
  }));
  const rest = file.assertionResults.filter((test) => !isSkipped(test));
  return { ...file, assertionResults: file.assertionResults.length === 0 ? [] : [...rest, ...failures] };
}

function failuresOf(files: readonly File[]): string[] {
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
