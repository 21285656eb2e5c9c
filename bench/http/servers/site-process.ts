// The fault server of the tests, in a process of its own: told by messages what to do, see site-client.ts.
import process from 'node:process';
import { Random } from '../../../test/simulation/random.ts';
import type { Behaviour } from '../../../test/support/site/behaviour.ts';
import { startSite, type Site } from '../../../test/support/site/site.ts';
import type { Exchange } from './server.ts';

/** What such a process is asked, and what it answers. */
export interface SiteCalls {
  /** Begins to listen on these hosts, all with the same files. Answers their origins. */
  start: { ask: { hosts: SiteHost[]; life: { seed: number; low: number; high: number } | null }; answer: string[] };
  /** Adds a file to all hosts; several of them announce one another, and the hash. Answers the hash in hex. */
  add: { ask: { name: string; file: Partial<Behaviour> }; answer: string };
  /** Requests of a file on all hosts. */
  exchanges: { ask: { name: string }; answer: Exchange[] };
}

export interface SiteHost {
  /** A loopback address. */
  readonly host: string;
  /** Bytes/s. */
  readonly rate: number;
  readonly capped: 'connection' | 'site';
}

export type SiteCall = {
  [Verb in keyof SiteCalls]: { id: number; verb: Verb; ask: SiteCalls[Verb]['ask'] };
}[keyof SiteCalls];

/** A server that had to wait for a processor catches up what a cap brings in this time, s. */
const catchUp = 0.1;

/** No cache keeps an answer. */
const unkept = { 'cache-control': 'no-store' };

let sites: Site[] = [];

async function start({ hosts, life }: SiteCalls['start']['ask']): Promise<string[]> {
  const random = new Random(life?.seed ?? 0);
  const lives = life === null ? {} : { life: () => random.between(life.low, life.high) };
  sites = await Promise.all(
    hosts.map(({ rate, ...where }) => startSite({ rate, ...where, ...lives, burst: rate * catchUp })),
  );
  return sites.map(({ origin }) => origin);
}

async function add({ name, file }: SiteCalls['add']['ask']): Promise<string> {
  for (const site of sites) site.add(name, { ...file, headers: unkept });
  const [first] = sites;
  if (!first) throw new Error('the site was not started');
  const sha256 = await first.sha256(name);
  if (sites.length > 1) for (const site of sites) site.set(name, { headers: announce(site, name, sha256) });
  return sha256;
}

/** Where else the file is (RFC 6249), with its hash (RFC 3230, as that asks for, and RFC 9530), and that it is not kept. */
function announce(site: Site, name: string, sha256: string): Record<string, string> {
  const others = sites.filter((other) => other !== site).map((other) => `<${other.url(name)}>; rel=duplicate`);
  const digest = Buffer.from(sha256, 'hex').toString('base64');
  return { ...unkept, link: others.join(', '), digest: `SHA-256=${digest}`, 'repr-digest': `sha-256=:${digest}:` };
}

function exchanges({ name }: SiteCalls['exchanges']['ask']): Exchange[] {
  return sites
    .flatMap((site) => site.log(name).requests)
    .map(({ begunAt, lastAt, bytes, range = null, outcome }) => ({
      begunAt,
      lastAt,
      bytes,
      range,
      running: outcome === 'running',
    }));
}

function carryOut(call: SiteCall): unknown {
  switch (call.verb) {
    case 'start':
      return start(call.ask);
    case 'add':
      return add(call.ask);
    case 'exchanges':
      return exchanges(call.ask);
  }
}

process.on('message', (call: SiteCall) => {
  void (async () => process.send?.({ id: call.id, answer: await carryOut(call) }))();
});
// Whoever started it is gone: nobody needs it any more.
process.on('disconnect', () => process.exit());
