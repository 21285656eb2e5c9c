import { judge, type Figures, type Verdict } from './goals.ts';
import type { ContestantId, Scenario } from './scenarios.ts';
import { figuresOf, linesOf, type Line } from './summary.ts';
import type { Trial } from './trial.ts';

/** A scenario's outcome: what is printed, and what is kept. */
export interface Report {
  readonly scenario: string;
  readonly about: string;
  readonly figures: Figures;
  readonly lines: readonly Line[];
  readonly verdicts: readonly Verdict[];
}

export function reportOf(scenario: Scenario, trials: readonly Trial[]): Report {
  const lines = linesOf(scenario, trials);
  const figures = figuresOf(scenario, lines);
  return {
    scenario: scenario.name,
    about: scenario.about,
    figures,
    lines,
    verdicts: scenario.goals.map((goal) => judge(goal, figures)),
  };
}

export const titles: Record<ContestantId, string> = {
  ours: 'Perseid, cold',
  oursWarm: 'Perseid, warm',
  oursAlways: 'Perseid, "always"',
  browser: 'browser alone',
  browserWithPermissions: 'idle extension',
  aria2x16: 'aria2c -x16',
  aria2x6: 'aria2c -x6',
  curl: 'curl',
};

const columns = ['seconds', 'transfer', 'rest', 'CPU s', 'peak MiB', 'refetched', 'server', 'others'] as const;

/** The cells of a contestant's line, as under `columns`. */
function cells(line: Line): string[] {
  return [
    fixed(line.seconds, 2),
    fixed(line.transfer, 2),
    fixed(line.rest, 2),
    fixed(line.cpuSeconds, 2),
    fixed(line.peakMiB, 0),
    line.refetched === null ? '–' : `${(line.refetched * 100).toFixed(2)} %`,
    `${(line.serverLoad * 100).toFixed(0)} %`,
    `${(line.othersLoad * 100).toFixed(0)} %`,
  ];
}

/** For the terminal. */
export function asText({ scenario, about, lines, verdicts }: Report): string {
  const head = ['', ...columns].map((title, at) => pad(title, at)).join(' ');
  const rows = lines.map((line) => {
    const row = [titles[line.contestant], ...cells(line)].map((cell, at) => pad(cell, at)).join(' ');
    const runs = `  (${line.each.map((seconds) => seconds.toFixed(2)).join(' ')})`;
    const starts = line.contestant.startsWith('ours') ? `\n    ${startOf(line)}` : '';
    const failures = line.failures.map((reason) => `\n    FAILED ${reason}`).join('');
    return `  ${row}${runs}${line.mode === null ? '' : ` ${line.mode}`}${starts}${failures}`;
  });
  const goals = verdicts.map(({ goal, found, verdict }) => `  ${verdict.toUpperCase()}: ${goal}: ${found}`);
  return [`\n${scenario}: ${about}`, `  ${head}`, ...rows, ...goals].join('\n');
}

/** How a transfer of ours got going. */
function startOf({ firstPart, most, mostAt }: Line): string {
  return firstPart === null
    ? 'no request of its own'
    : `first request of its own ${fixed(firstPart, 2)} s after the click, most at once (${most}) from ${fixed(mostAt, 2)} s on`;
}

function pad(cell: string, column: number): string {
  return column === 0 ? cell.padEnd(18) : cell.padStart(9);
}

function fixed(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

/** One run, as it ends. */
export function progress(scenario: string, round: number, { contestant, outcome, mode }: Trial): string {
  const told =
    outcome.kind === 'failed' ? `failed: ${outcome.reason}` : `${outcome.seconds.toFixed(2)} s, hash ${outcome.hash}`;
  return `${scenario} ${round} ${titles[contestant]}: ${told}${mode === null ? '' : `, ${mode}`}`;
}
