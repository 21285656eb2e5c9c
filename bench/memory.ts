// `npm run bench -- memory [--json] [--sizes 100MiB,1GiB,10GiB] [--link 1000] [--runs 1] [--no-build]`: how much memory and
// processor time a download takes by its size, in "always" mode and by the browser alone, in one run. Needs three times the
// largest size on the disk.
import { parseArgs } from 'node:util';
import { buildExtension } from '../scripts/demo/e2e-build.ts';
import { progress } from './http/report.ts';
import { play } from './http/run.ts';
import type { ContestantId, Scenario } from './http/scenarios.ts';
import { linesOf, type Line } from './http/summary.ts';

const MiB = 2 ** 20;
const sizes: Readonly<Record<string, number>> = { '100MiB': 100 * MiB, '1GiB': 1024 * MiB, '10GiB': 10_240 * MiB };
const contestants: readonly ContestantId[] = ['oursAlways', 'browser'];
/** What is to hold: most memory over idle, MiB; processor time ÷ that of the browser alone. */
const goals = { peakMB: 150, cpuRatio: 2 };

/** What was found for one size. Peaks over idle, MiB; processor time in s. */
interface MemoryFigures {
  readonly peakMB: number | null;
  readonly browserPeakMB: number | null;
  readonly cpuPerGiB: number | null;
  readonly browserCpuPerGiB: number | null;
  readonly cpuRatio: number | null;
  readonly hash: string;
}

const options = {
  json: { type: 'boolean', default: false },
  sizes: { type: 'string', default: Object.keys(sizes).join(',') },
  link: { type: 'string' },
  runs: { type: 'string', default: '1' },
  build: { type: 'boolean', default: true },
} as const;

/** Measures each size in turn; the last line is one JSON object, keyed by size. @param args of the command line */
export async function benchMemory(args: string[]): Promise<void> {
  const { values: asked } = parseArgs({ args, allowNegative: true, options });
  const link = asked.link === undefined ? {} : { link: Number(asked.link) * 1e6 };
  if (asked.build) await buildExtension();
  const figures: Record<string, MemoryFigures> = {};
  for (const name of asked.sizes.split(',')) {
    const bytes = sizes[name];
    if (bytes === undefined) throw new Error(`--sizes takes ${Object.keys(sizes).join(', ')}, not ${name}`);
    const about = `${name}, ${asked.link === undefined ? 'loopback, uncapped' : `a link of ${asked.link} Mbit/s`}`;
    const patience = Math.ceil(20 + (bytes / MiB) * (asked.link === undefined ? 0.02 : 8 / Number(asked.link)));
    const scenario: Scenario = {
      name,
      about,
      bytes,
      ground: { kind: 'static', ...link },
      contestants,
      goals: [],
      patience,
    };
    figures[name] = await measure(scenario, Number(asked.runs));
    console.log(asText(name, figures[name]));
  }
  if (asked.json) console.log(JSON.stringify(figures));
}

async function measure(scenario: Scenario, runs: number): Promise<MemoryFigures> {
  const trials = await play(scenario, {
    runs,
    asked: () => true,
    tell: (round, trial) => console.error(progress(scenario.name, round, trial)),
  });
  const lines = linesOf(scenario, trials);
  const of = (id: ContestantId): Line | undefined => lines.find(({ contestant }) => contestant === id);
  const [ours, browser] = [of('oursAlways'), of('browser')];
  const GiB = scenario.bytes / (1024 * MiB);
  const cpu = (line: Line | undefined): number | null =>
    rounded(line?.cpuSeconds == null ? null : line.cpuSeconds / GiB);
  const [mine, theirs] = [cpu(ours), cpu(browser)];
  const hashes = trials.map(({ outcome }) => (outcome.kind === 'whole' ? outcome.hash : 'failed'));
  return {
    peakMB: rounded(ours?.peakMiB ?? null),
    browserPeakMB: rounded(browser?.peakMiB ?? null),
    cpuPerGiB: mine,
    browserCpuPerGiB: theirs,
    cpuRatio: rounded(mine === null || theirs === null ? null : mine / theirs),
    hash: hashes.find((hash) => hash !== 'ok') ?? 'ok',
  };
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);

function asText(name: string, { peakMB, browserPeakMB, cpuPerGiB, cpuRatio }: MemoryFigures): string {
  const verdict = (value: number | null, most: number): string => (value !== null && value <= most ? 'MET' : 'MISSED');
  return [
    `${name}: at most ${peakMB} MiB over idle (browser alone ${browserPeakMB}); ${cpuPerGiB} CPU-seconds a GiB, ${cpuRatio} × the browser`,
    `  ${verdict(peakMB, goals.peakMB)}: memory over idle ≤ ${goals.peakMB} MiB`,
    `  ${verdict(cpuRatio, goals.cpuRatio)}: CPU-seconds, ours "always" ÷ browser ≤ ${goals.cpuRatio}`,
  ].join('\n');
}
