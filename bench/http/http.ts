import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { browserName } from '../../test/support/browser/browser-name.ts';
import { buildExtension } from '../../scripts/demo/e2e-build.ts';
import { hasModes } from './contestants/extension.ts';
import { asText, progress, reportOf, type Report } from './report.ts';
import { play } from './run.ts';
import { scenariosIn, type ContestantId, type Scenario } from './scenarios.ts';
import type { Trial } from './trial.ts';

const scenarios = scenariosIn(browserName);
const contestants = [...new Set(scenarios.flatMap((scenario) => scenario.contestants))];

const usage = `npm run bench -- http [--json] [--browser firefox] [--scenario a,b] [--contestants a,b] [--runs 3] [--no-build]
  scenarios: ${scenarios.map(({ name }) => name).join(', ')}
  contestants: ${contestants.join(', ')}`;

const options = {
  json: { type: 'boolean', default: false },
  // Heeded by bench/main.ts, before anything is loaded.
  browser: { type: 'string', default: 'chromium' },
  scenario: { type: 'string' },
  contestants: { type: 'string' },
  runs: { type: 'string', default: '3' },
  build: { type: 'boolean', default: true },
} as const;

/**
 * Downloads the same kind of file by this extension and by what a user would take instead, from servers that have what makes
 * downloads slow. Prints a table per scenario; with `--json` its last line is one object, keyed by scenario.
 * @param args of the command line
 */
export async function benchHttp(args: string[]): Promise<void> {
  const { values: asked } = parseArgs({ args, allowNegative: true, options });
  const runs = Number(asked.runs);
  if (!Number.isInteger(runs) || runs < 1 || asked.browser !== browserName) throw new Error(usage);
  const wanted = chosen(
    asked.scenario,
    scenarios.map(({ name }) => name),
  );
  const taking = chosen(asked.contestants, contestants);
  if (asked.build) await buildExtension(browserName === 'firefox' ? 'firefox' : 'chrome');
  if (!hasModes) console.error('This build has one mode only: "always" is not measured by itself.');
  const results: Result[] = [];
  for (const scenario of scenarios.filter(({ name }) => wanted.has(name))) {
    const result = await runScenario(scenario, runs, (id) => taking.has(id));
    console.log(asText(result.report));
    results.push(result);
    keep(results);
  }
  if (asked.json)
    console.log(JSON.stringify(Object.fromEntries(results.map(({ report }) => [report.scenario, report.figures]))));
}

/** What is kept of a scenario. */
interface Result {
  scenario: string;
  report: Report;
  trials: Trial[];
}

/** The names of a list by commas; every name without one. @throws on a name that does not exist */
function chosen(list: string | undefined, known: readonly string[]): Set<string> {
  const names = list?.split(',') ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}.\n${usage}`);
  return new Set(names);
}

async function runScenario(
  scenario: Scenario,
  runs: number,
  takesPart: (id: ContestantId) => boolean,
): Promise<Result> {
  const tell = (round: number, trial: Trial): void => console.error(progress(scenario.name, round, trial));
  const trials = await play(scenario, { runs, asked: takesPart, tell });
  return { scenario: scenario.name, report: reportOf(scenario, trials), trials };
}

const begunAt = new Date().toISOString().replaceAll(/[:.]/g, '-');

/** After every scenario, so that a run that is cut off has not been for nothing. */
function keep(results: readonly Result[]): void {
  const folder = join(import.meta.dirname, '../results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${begunAt}.json`), `${JSON.stringify(results, null, 1)}\n`);
}
