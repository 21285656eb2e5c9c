// `npm run bench -- mirrors [--json] [--size 48] [--rate 4] [--runs 3] [--no-build]`: the same file from a throttled origin alone, and with one
// mirror beside it, as fast, whose address others gave to a real service. The last line is one JSON object: `ratioOne` is time ÷ time.
import { parseArgs } from 'node:util';
import { buildExtension } from '../scripts/demo/e2e-build.ts';
import { launch } from '../test/support/browser.ts';
import {
  addressAt,
  mirrorName,
  openMirrorWorld,
  originName,
  release,
  type MirrorWorld,
} from '../test/support/mirror-world.ts';
import { until } from '../test/support/until.ts';
import { Driver } from './driver.ts';

const MiB = 2 ** 20;

const options = {
  json: { type: 'boolean', default: false },
  size: { type: 'string', default: '48' },
  rate: { type: 'string', default: '4' },
  runs: { type: 'string', default: '3' },
  build: { type: 'boolean', default: true },
} as const;

/** Measures it. @param args of the command line */
export async function benchMirrors(args: string[]): Promise<void> {
  const { values: asked } = parseArgs({ args, allowNegative: true, options });
  const [size, rate, runs] = [Number(asked.size), Number(asked.rate), Number(asked.runs)];
  if (!Number.isInteger(size) || !(rate > 0) || !Number.isInteger(runs) || size < 1 || runs < 1)
    throw new Error('npm run bench -- mirrors [--size 48] [--rate 4] [--runs 3]: numbers, please.');
  if (asked.build) await buildExtension();
  const world = await openMirrorWorld({ size: size * MiB, rate: rate * MiB, votes: 3 });
  try {
    await world.service.client.giveAs(3, world.file, addressAt(mirrorName));
    await release(world);
    const [alone, withOne]: [number[], number[]] = [[], []];
    for (let run = 0; run < runs; run++) {
      alone.push(await fetched(world, false));
      withOne.push(await fetched(world, true));
    }
    const figures = {
      alone: rounded(median(alone)),
      withOne: rounded(median(withOne)),
      ratioOne: rounded(median(withOne) / median(alone)),
    };
    console.log(asked.json ? JSON.stringify(figures) : figures);
  } finally {
    await world.close();
  }
}

/** Seconds from giving the address to the last byte, checked, in a fresh profile; with the list of mirrors here, if it is asked for. */
async function fetched(world: MirrorWorld, search: boolean): Promise<number> {
  const browser = await launch(world.names.launch);
  try {
    const driver = await Driver.of(browser);
    await driver.call('privacy', 'service.set', { address: world.relay.through(world.service.service.entered) });
    if (search) {
      await driver.call('privacy', 'grant.give', { purpose: 'mirror-search' });
      await until(async () => (await calls(driver)).includes('snapshot'), {
        what: 'the list is here',
        timeout: 30_000,
      });
    }
    const begun = performance.now();
    const id = await driver.add(addressAt(originName));
    await until(async () => isChecked(await driver.tasks(), id), {
      what: 'the file is here',
      timeout: 300_000,
      every: 50,
    });
    const seconds = (performance.now() - begun) / 1000;
    console.error(`${search ? 'with one mirror' : 'alone'}: ${seconds.toFixed(2)} s`);
    return seconds;
  } finally {
    await browser.close();
  }
}

/** The calls that were answered, by the ledger. */
async function calls(driver: Driver): Promise<string[]> {
  const search = { text: '', purpose: null, task: null, before: null, most: 500 };
  const { entries } = (await driver.call('privacy', 'ledger.read', search)) as {
    entries: { call: string; outcome: { kind: string } }[];
  };
  return entries.filter(({ outcome }) => outcome.kind === 'answered').map(({ call }) => call);
}

function isChecked(tasks: Awaited<ReturnType<Driver['tasks']>>, id: string): boolean {
  const state = tasks.find((task) => task.id === id)?.state;
  if (state?.kind === 'failed' || state?.kind === 'damaged') throw new Error(`it is ${JSON.stringify(state)}`);
  return state?.kind === 'exporting' || state?.kind === 'done';
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const rounded = (value: number): number => Math.round(value * 100) / 100;
