// `npm run bench -- torrent [--json] [--size 512] [--pairs 5] [--no-build]`: the same file from the same seed, by the extension and by a
// plain page with WebTorrent as it comes from npm, in turn; from a web seed alone, beside the HTTP engine on the same server; and how soon
// a torrent goes on after kill −9. The last line is one JSON object.
import { parseArgs } from 'node:util';
import type { Task } from '#domain/task/task';
import { buildExtension } from '../scripts/demo/e2e-build.ts';
import { launch } from '../test/support/browser.ts';
import type { LaunchedBrowser } from '../test/support/browser/launched-browser.ts';
import { pieceHashes } from '../test/support/site/content.ts';
import { startSite, type Site } from '../test/support/site/site.ts';
import { peerFlags, SwarmPage, type Shared } from '../test/support/swarm/swarm-page.ts';
import { Tracker } from '../test/support/swarm/tracker.ts';
import { until } from '../test/support/until.ts';
import { writeBencode } from '../test/support/write-bencode.ts';
import { Driver } from './driver.ts';
import { untilQuiet } from './http/measure/quiet.ts';
import { TreeMeter } from './http/measure/tree-meter.ts';

const MiB = 2 ** 20;
const pieceLength = MiB;
const name = 'shared.bin';
/** Bytes/s of each connection to the web seed. */
const seedRate = 2 * MiB;
/** The web seed's file is so large at most: at its rate it says enough. */
const mostByWeb = 128 * MiB;
/** A swarm that brings less than this is broken, bytes/s. */
const slowest = 0.2 * MiB;

const options = {
  json: { type: 'boolean', default: false },
  size: { type: 'string', default: '512' },
  pairs: { type: 'string', default: '5' },
  build: { type: 'boolean', default: true },
} as const;

/** One transfer, export apart. */
interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Over idle. */
  readonly peakMiB: number;
}

interface Cast {
  readonly site: Site;
  readonly tracker: Tracker;
  readonly shared: Shared;
  readonly bytes: number;
}

/** Measures all of it. @param args of the command line */
export async function benchTorrent(args: string[]): Promise<void> {
  const { values: asked } = parseArgs({ args, allowNegative: true, options });
  const bytes = Number(asked.size) * MiB;
  const pairs = Number(asked.pairs);
  if (!Number.isInteger(bytes) || !Number.isInteger(pairs) || bytes < pieceLength || pairs < 1)
    throw new Error('npm run bench -- torrent [--size 512] [--pairs 5]: whole numbers, please.');
  if (asked.build) await buildExtension();
  const site = await startSite({ files: { [name]: { size: bytes } } });
  const tracker = await Tracker.start();
  const seeder = await SwarmPage.open(site);
  try {
    const shared = await seeder.seed([name], { name, announce: [tracker.url], pieceLength });
    const figures = await measure({ site, tracker, shared, bytes }, pairs);
    console.log(asked.json ? JSON.stringify(figures) : figures);
  } finally {
    await seeder.close();
    await tracker.close();
    await site.stop();
  }
}

async function measure(cast: Cast, pairs: number): Promise<Record<string, number>> {
  const ours: Run[] = [];
  const plain: Run[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    // Neither is always the one that finds the machine warm.
    const first = pair % 2 === 0;
    if (first) ours.push(told('ours', await byExtension(cast)));
    plain.push(told('page', await byPage(cast)));
    if (!first) ours.push(told('ours', await byExtension(cast)));
  }
  const seconds = (runs: readonly Run[]): number => median(runs.map((run) => run.seconds));
  const cpu = (runs: readonly Run[]): number => median(runs.map((run) => run.cpuSeconds)) / (cast.bytes / (1024 * MiB));
  return {
    seconds: rounded(seconds(ours)),
    secondsPlain: rounded(seconds(plain)),
    // Throughput ÷ throughput.
    ratioPlain: rounded(seconds(plain) / seconds(ours)),
    webSeedRatio: rounded(await webSeedRatio()),
    peakMB: Math.round(Math.max(...ours.map((run) => run.peakMiB))),
    resumeMs: Math.round(await resumeTime(cast)),
    cpuPerGiB: rounded(cpu(ours)),
    cpuPerGiBPlain: rounded(cpu(plain)),
  };
}

function told(who: string, run: Run): Run {
  console.error(`${who}: ${run.seconds.toFixed(2)} s, ${run.cpuSeconds.toFixed(1)} CPU-seconds, ${run.peakMiB} MiB`);
  return run;
}

/** From the card's Start to the last piece. */
async function byExtension(cast: Cast): Promise<Run> {
  const browser = await launch({ extraArgs: peerFlags });
  try {
    const driver = await Driver.of(browser);
    await driver.call('privacy', 'grant.give', { purpose: 'swarm' });
    const id = await driver.add(cast.shared.magnet);
    return await metered(browser.pid, async () => {
      await driver.call('engine', 'task.agree', { id, via: null });
      await until(async () => isFetched(await driver.tasks(), id), patience(cast.bytes, 'the extension has it'));
    });
  } finally {
    await browser.close();
  }
}

async function byPage({ site, shared, bytes }: Cast): Promise<Run> {
  const page = await SwarmPage.open(site);
  try {
    return await metered(page.pid, async () => {
      await page.add(shared.magnet);
      await until(async () => (await page.state())[0]?.progress === 1, patience(bytes, 'the page has it'));
    });
  } finally {
    await page.close();
  }
}

function isFetched(tasks: readonly Task[], id: string): boolean {
  const state = tasks.find((task) => task.id === id)?.state;
  if (state?.kind === 'failed') throw new Error(`it failed: ${JSON.stringify(state.error)}`);
  return state !== undefined && ['verifying', 'exporting', 'done'].includes(state.kind);
}

const patience = (bytes: number, what: string) => ({
  what,
  timeout: 60_000 + (bytes / slowest) * 1000,
  every: 50,
});

async function metered(pid: number, work: () => Promise<void>): Promise<Run> {
  await untilQuiet(pid);
  const meter = new TreeMeter(pid);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  const { cpuSeconds, peakBytes } = meter.stop();
  return { seconds, cpuSeconds, peakMiB: Math.round(peakBytes / MiB) };
}

/** Throughput from a web seed alone ÷ that of the HTTP engine, from the same server. */
async function webSeedRatio(): Promise<number> {
  const site = await startSite({ rate: seedRate, files: { 'seeded.bin': { size: mostByWeb } } });
  try {
    const pieces = pieceHashes('seeded.bin v1', mostByWeb, pieceLength).map((hash) => Buffer.from(hash, 'hex'));
    const info = { name: 'seeded.bin', length: mostByWeb, 'piece length': pieceLength, pieces: Buffer.concat(pieces) };
    const text = writeBencode({ info, 'url-list': [site.url('seeded.bin')] });
    site.add('seeded.torrent', { text, type: 'application/x-bittorrent', rate: null });
    const times: Record<'torrent' | 'http', number[]> = { torrent: [], http: [] };
    for (let round = 0; round < 3; round++) {
      times.http.push(await pasted(site.url('seeded.bin')));
      times.torrent.push(await pasted(site.url('seeded.torrent')));
    }
    return median(times.http) / median(times.torrent);
  } finally {
    await site.stop();
  }
}

/** Seconds from giving an address to the last byte of its file, in a fresh profile. */
async function pasted(url: string): Promise<number> {
  const browser = await launch();
  try {
    const driver = await Driver.of(browser);
    await driver.call('privacy', 'grant.give', { purpose: 'swarm' });
    const begun = performance.now();
    await driver.add(url);
    if (url.endsWith('.torrent')) await agree(driver);
    const isHere = async (): Promise<boolean> =>
      (await driver.tasks()).some((task) => task.file?.name === 'seeded.bin' && isFetched([task], task.id));
    await until(isHere, patience(mostByWeb, 'the file is here'));
    const seconds = (performance.now() - begun) / 1000;
    console.error(`${url.split('/').at(-1)}: ${seconds.toFixed(2)} s`);
    return seconds;
  } finally {
    await browser.close();
  }
}

/** As soon as the .torrent file is opened. */
async function agree(driver: Driver): Promise<void> {
  const opened = async () => (await driver.tasks()).find(({ swarm }) => swarm?.content);
  const { id } = await until(opened, { what: 'it is opened' });
  await driver.call('engine', 'task.agree', { id, via: null });
}

/** Killed in the middle: from the load of the next engine page to the first word to the tracker, ms. */
async function resumeTime({ tracker, shared, bytes }: Cast): Promise<number> {
  let browser = await launch({ extraArgs: peerFlags });
  try {
    const driver = await Driver.of(browser);
    await driver.call('privacy', 'grant.give', { purpose: 'swarm' });
    const id = await driver.add(shared.magnet);
    await driver.call('engine', 'task.agree', { id, via: null });
    const half = async (): Promise<boolean> => {
      const { have = [] } = (await driver.tasks()).find((task) => task.id === id) ?? {};
      return have.reduce((sum, { from, to }) => sum + to - from, 0) > bytes / 2;
    };
    await until(half, patience(bytes, 'half of it is here'));
    await browser.kill9();
    const { profile, downloads } = browser;
    const before = tracker.handshakes.length;
    browser = await launch({ extraArgs: peerFlags, profile, downloads });
    const loaded = await engineLoadedAt(browser);
    await until(() => tracker.handshakes.length > before, { what: 'it goes on', timeout: 60_000 });
    return tracker.lastAt - loaded;
  } finally {
    await browser.close();
  }
}

/** When the engine page began to load, ms since 1970. */
async function engineLoadedAt(browser: LaunchedBrowser): Promise<number> {
  const target = await browser.browser.waitForTarget((one) => one.url().endsWith('/engine.html'), { timeout: 60_000 });
  const page = await target.asPage();
  return page.evaluate(() => performance.timeOrigin);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
