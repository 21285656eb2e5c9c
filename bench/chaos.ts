// `npm run chaos -- --runs 20`: kills the browser at random moments of downloads from a faulty server, always in the same
// profile, and lets it finish. The last line is one JSON object; exit status 1 unless every file came whole and right, no
// kill cost more than a second and a half of transfer, and what was ours went on by itself. Half of the runs are in the default mode.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildExtension } from '../scripts/demo/e2e-build.ts';
import { startSite } from '../test/support/site/site.ts';
import { Patient } from './chaos/patient.ts';
import { play, type RunResult } from './chaos/run.ts';
import { rate, scriptOf } from './chaos/script.ts';
import { described, isGood, tallyOf } from './chaos/tally.ts';

const { values: asked } = parseArgs({
  allowNegative: true,
  options: {
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    build: { type: 'boolean', default: true },
  },
});

/** Kills of one run. */
const kills = { least: 1, most: 3 };

async function main(): Promise<boolean> {
  const [runs, seed] = [Number(asked.runs), Number(asked.seed)];
  if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed))
    throw new Error('npm run chaos -- [--runs 20] [--seed 7] [--no-build]: whole numbers, please.');
  if (asked.build) await buildExtension();
  console.log(`${runs} runs, --seed ${seed}`);
  const site = await startSite({ rate });
  const patient = await Patient.open();
  const results: RunResult[] = [];
  for (let run = 1; run <= runs; run++) {
    const result = await play(patient, site, scriptOf(seed, run, kills));
    console.log(described(result));
    results.push(result);
  }
  const tally = await tallyOf(patient, site, results);
  await patient.close();
  await site.stop();
  console.log(JSON.stringify(tally));
  return isGood(tally);
}

// Leaving by `exit` lets the temporary folders be removed; the browser ends with the pipe to this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
