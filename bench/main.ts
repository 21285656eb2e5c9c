// `npm run bench -- http`: downloads the same kind of file by this extension and by what a user would take instead, from
// servers that have what makes downloads slow. The last line of `--json` is one object, keyed by scenario.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildExtension } from '../scripts/demo/e2e-build.ts';
import { hasModes } from './http/contestants/extension.ts';
import { asText, progress, reportOf, type Report } from './http/report.ts';
import { play } from './http/run.ts';
import { scenarios, type ContestantId, type Scenario } from './http/scenarios.ts';
import type { Trial } from './http/trial.ts';

const usage = `npm run bench -- http [--json] [--scenario a,b] [--contestants a,b] [--runs 3] [--no-build]
  scenarios: ${scenarios.map(({ name }) => name).join(', ')}
  contestants: ours, oursWarm, oursAlways, browser, aria2x16, aria2x6, curl`;

const { values: asked, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    json: { type: 'boolean', default: false },
    scenario: { type: 'string' },
    contestants: { type: 'string' },
    runs: { type: 'string', default: '3' },
    build: { type: 'boolean', default: true },
  },
});

/** The names of a list by commas; every name without one. @throws on a name that does not exist */
function chosen(list: string | undefined, known: readonly string[]): Set<string> {
  const names = list?.split(',') ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}.\n${usage}`);
  return new Set(names);
}

async function main(): Promise<void> {
  const runs = Number(asked.runs);
  if (positionals.join() !== 'http' || !Number.isInteger(runs) || runs < 1) throw new Error(usage);
  const wanted = chosen(
    asked.scenario,
    scenarios.map(({ name }) => name),
  );
  const taking = chosen(asked.contestants, [...new Set(scenarios.flatMap(({ contestants }) => contestants))]);
  if (asked.build) await buildExtension();
  if (!hasModes) console.error('This build has one mode only: "always" is not measured by itself.');
  const results: { report: Report; trials: Trial[] }[] = [];
  for (const scenario of scenarios.filter(({ name }) => wanted.has(name))) {
    const result = await runScenario(scenario, runs, (id) => taking.has(id));
    console.log(asText(result.report));
    results.push(result);
    keep(results);
  }
  if (asked.json)
    console.log(JSON.stringify(Object.fromEntries(results.map(({ report }) => [report.scenario, report.figures]))));
}

async function runScenario(
  scenario: Scenario,
  runs: number,
  takesPart: (id: ContestantId) => boolean,
): Promise<{ report: Report; trials: Trial[] }> {
  const tell = (round: number, trial: Trial): void => console.error(progress(scenario.name, round, trial));
  const trials = await play(scenario, { runs, asked: takesPart, tell });
  return { report: reportOf(scenario, trials), trials };
}

const begunAt = new Date().toISOString().replaceAll(/[:.]/g, '-');

/** After every scenario, so that a run that is cut off has not been for nothing. */
function keep(results: readonly object[]): void {
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${begunAt}.json`), `${JSON.stringify(results, null, 1)}\n`);
}

// Leaving by `exit` lets temporary folders, servers and namespaces be removed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
