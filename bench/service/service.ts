// `npm run bench -- service [--rows 1e4,1e6,1e7] [--json]`: how fast the service answers, with how many rows. The last line is one JSON object.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sealAddress } from '#domain/mirror/sealing';
import { tokenOutput } from '#domain/token/token';
import { readKeys } from '../../server/keys/key-file.ts';
import { publishRelease, readRelease } from '../../server/mirrors/release.ts';
import { openStore, type Place } from '../../server/store/store.ts';
import { fileNamed, giveBody } from '../../test/support/service/client.ts';
import { freshDatabase, startPostgres } from '../../test/support/service/postgres.ts';
import { ServiceProcess } from '../../test/support/service/process.ts';
import { removeTemporary, temporaryFolder } from '../../test/support/temporary.ts';
import { fill } from './fill.ts';
import { measure, type Ask, type Pace } from './load.ts';

/** Requests of a measurement. */
const many = 2000;
/** Contributions of a measurement. */
const contributions = 1000;
/** A look-up that was cached is answered anew this long after a release, ms: `recheck` of the service, and to spare. */
const forgotten = 1500;

/** What is known of one place. */
interface Found {
  /** Of prefixes that nobody asked for since the release: read from the database. */
  readonly cold: Pace;
  /** Of one that was asked for before. */
  readonly warm: Pace;
  /** Of a bare route with a body of the same size. */
  readonly bare: Pace;
  readonly contributionsPerSecond: number;
  readonly peakMB: number;
}

/** @param args `--rows`: sizes of the index, with commas */
export async function benchService(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], strict: false, options: { rows: { type: 'string' } } });
  const sizes = (typeof values.rows === 'string' ? values.rows : '1e4,1e6,1e7').split(',');
  const sqlite = await eachSize(sizes, () => Promise.resolve(null));
  const postgres = await startPostgres();
  const inPostgres = await eachSize(sizes, () => freshDatabase(postgres.url('postgres')));
  await postgres.close();
  console.log(JSON.stringify({ ...summary(sqlite), postgres: summary(inPostgres) }));
}

type Results = ReadonlyMap<string, Found>;

async function eachSize(sizes: readonly string[], database: () => Promise<string | null>): Promise<Results> {
  const results = new Map<string, Found>();
  for (const size of sizes) {
    const folder = temporaryFolder('bench-service');
    const place = { folder: join(folder, 'data'), databaseUrl: await database() };
    const begun = performance.now();
    await fill(place, Number(size));
    console.error(`${size} rows are there after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    const found = await measurePlace(place);
    console.error(place.databaseUrl === null ? 'SQLite' : 'PostgreSQL', size, found);
    results.set(size, found);
    removeTemporary(folder);
  }
  return results;
}

function summary(results: Results) {
  const all = [...results.values()];
  const p50s = all.map(({ cold }) => cold.p50Ms);
  const worst = (ratio: (found: Found) => number): number => Number(Math.min(...all.map(ratio)).toFixed(2));
  return {
    lookups: Object.fromEntries([...results].map(([size, { cold }]) => [size, cold])),
    flatness: Number((Math.max(...p50s) / Math.min(...p50s)).toFixed(2)),
    ratioBare: worst(({ warm, bare }) => warm.perSecond / bare.perSecond),
    ratioBareCold: worst(({ cold, bare }) => cold.perSecond / bare.perSecond),
    contributionsPerSecond: Math.min(...all.map(({ contributionsPerSecond }) => contributionsPerSecond)),
    peakMB: Math.max(...all.map(({ peakMB }) => peakMB)),
  };
}

async function measurePlace(place: Place): Promise<Found> {
  const service = await ServiceProcess.start(place, { TRUSTED_PROXIES: '1' });
  const prefixes = await prefixesOf(place);
  const some = (prefix: string): Ask => ({ path: `/v1/mirrors/some?prefix=${prefix}`, body: null });
  // Until the compiler has seen everything.
  await measure(
    service.address,
    Array.from({ length: 300 }, (_, index) => some(prefixes[index % prefixes.length] ?? '')),
  );
  const cold = await measureCold(service.address, place, prefixes.map(some));
  const body = await (await fetch(`${service.address}${some(prefixes[0] ?? '').path}`)).arrayBuffer();
  const again = Array.from({ length: many }, () => some(prefixes[0] ?? ''));
  const warm = await measure(service.address, again);
  const bare = await measureBare(body.byteLength);
  const given = await measure(service.address, contributionsTo(place));
  const peakMB = peakOf(service.pid);
  await service.end('SIGTERM');
  return { cold, warm, bare, contributionsPerSecond: given.perSecond, peakMB };
}

/** Every prefix that there is, in random order, as many as are needed. */
async function prefixesOf(place: Place): Promise<string[]> {
  const store = await openStore(place);
  const bits = (await readRelease(store.db))?.prefixBits ?? 1;
  await store.close();
  const count = Math.min(2 ** bits, many);
  const step = 2 ** bits / count;
  const all = Array.from({ length: count }, (_, index) =>
    Math.floor(index * step)
      .toString(2)
      .padStart(bits, '0'),
  );
  return all
    .map((prefix) => ({ prefix, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ prefix }) => prefix);
}

/** Asks for each prefix once; where there are few, again after the service has forgotten what it had in memory. */
async function measureCold(address: string, place: Place, asks: readonly Ask[]): Promise<Pace> {
  const paces: Pace[] = [];
  const rounds = Math.max(1, Math.min(10, Math.floor(500 / asks.length)));
  const store = await openStore(place);
  for (let round = 0; round < rounds; round++) {
    await publishRelease(store);
    await pause(forgotten);
    paces.push(await measure(address, asks));
  }
  await store.close();
  const middle = (of: (pace: Pace) => number): number =>
    paces.map(of).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN;
  return {
    perSecond: middle((pace) => pace.perSecond),
    p50Ms: middle((pace) => pace.p50Ms),
    p99Ms: middle((pace) => pace.p99Ms),
  };
}

async function measureBare(bytes: number): Promise<Pace> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare.ts'), `${bytes}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const address = said.toString().trim();
  const asks = (count: number): Ask[] => Array.from({ length: count }, () => ({ path: '', body: null }));
  await measure(address, asks(300));
  const pace = await measure(address, asks(many));
  child.kill();
  await once(child, 'exit');
  return pace;
}

/** With tokens that the service's own key made: what is measured is what comes after. */
function contributionsTo(place: Place): Ask[] {
  const keys = readKeys({ file: join(place.folder, 'keys.json'), passphrase: null }).token;
  return Array.from({ length: contributions }, (_, index) => {
    const input = randomBytes(32);
    const token = { input, output: tokenOutput(keys, input) };
    const row = sealAddress(fileNamed(`${index}`), `https://mirror.example/${index}`);
    return { path: '/v1/mirrors/give', body: JSON.stringify(giveBody({ ...row, token, eraser: randomBytes(32) })) };
  });
}

/** The most memory that a process had, MB (Linux). */
function peakOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round((Number(kilobytes) * 1024) / 1e6);
}
