import { readFileSync } from 'node:fs';
import { reportOf, titles, type Report } from './report.ts';
import { scenarios, type ContestantId } from './scenarios.ts';
import type { Line } from './summary.ts';
import type { Trial } from './trial.ts';

/** Columns of the table of seconds. */
const contestants: readonly ContestantId[] = [
  'ours',
  'oursWarm',
  'oursAlways',
  'browser',
  'aria2x16',
  'aria2x6',
  'curl',
];

/**
 * `npm run bench -- table FILE…`: the tables of docs/performance.md, from what runs have left in bench/results.
 * @param files the rounds of several count together
 */
export function printTables(files: string[]): Promise<void> {
  const kept = files.flatMap(
    (file) => JSON.parse(readFileSync(file, 'utf8')) as { scenario: string; trials: Trial[] }[],
  );
  const trialsOf = (name: string): Trial[] =>
    kept.filter(({ scenario }) => scenario === name).flatMap(({ trials }) => trials);
  const all = scenarios
    .map((scenario) => reportOf(scenario, trialsOf(scenario.name)))
    .filter(({ lines }) => lines.length > 0);
  console.log([seconds(all), goals(all), whereTheTimeGoes(all)].join('\n\n'));
  return Promise.resolve();
}

function seconds(reports: readonly Report[]): string {
  const rows = reports.map(({ scenario, lines }) => [
    scenario,
    ...contestants.map((id) => secondsOf(lines.find(({ contestant }) => contestant === id))),
  ]);
  return table(['seconds', ...contestants.map((id) => titles[id])], rows);
}

function secondsOf(line: Line | undefined): string {
  if (!line) return '';
  if (line.seconds === null) return 'gave up';
  const failed = line.failures.length === 0 ? '' : ` (${line.failures.length} of ${line.runs} failed)`;
  return line.seconds.toFixed(2) + failed;
}

function goals(reports: readonly Report[]): string {
  const rows = reports.flatMap(({ scenario, verdicts }) =>
    verdicts.map(({ goal, found, verdict }) => [scenario, goal, found, verdict]),
  );
  return table(['scenario', 'goal', 'found', ''], rows);
}

/** Of the extension and of the browser alone. */
function whereTheTimeGoes(reports: readonly Report[]): string {
  const rows = reports.flatMap(({ scenario, lines }) =>
    lines
      .filter(({ contestant }) => contestant.startsWith('ours') || contestant === 'browser')
      .map((line) => [
        scenario,
        titles[line.contestant] + (line.mode === null ? '' : `, ${line.mode}`),
        ...[line.firstPart, line.mostAt, line.transfer, line.seconds].map((value) => value?.toFixed(2) ?? ''),
        String(line.most),
        line.cpuSeconds?.toFixed(1) ?? '',
        line.peakMiB.toFixed(0),
        line.refetched === null ? '' : `${(line.refetched * 100).toFixed(2)} %`,
        `${(line.othersLoad * 100).toFixed(0)} %`,
      ]),
  );
  const marks = ['first part', 'most at once', 'last byte', 'in the folder'].map((mark) => `${mark}, s`);
  return table(['scenario', '', ...marks, 'most', 'CPU s', 'peak MiB', 'fetched again', 'others'], rows);
}

function table(head: readonly string[], rows: readonly string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
