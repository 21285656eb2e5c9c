import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { filled } from '#domain/policy/wires/statistics';
import { serviceLog } from '#domain/policy/service-log';
import { fileNamed, giveBody, ServiceClient, type Given } from '../support/service/client.ts';
import { freshPlace, kinds, type Kind } from '../support/service/places.ts';
import { ServiceProcess } from '../support/service/process.ts';

const planted = {
  address: '203.0.113.77',
  agent: 'canary-agent-5f0c',
  cookie: 'canary-cookie-5f0c',
  header: 'canary-header-5f0c',
  query: 'canary-query-5f0c',
  path: 'canary-path-5f0c',
  body: 'canary-body-5f0c',
  mirror: 'canary-mirror-5f0c.example',
  file: 'canary-file-5f0c',
  torrent: 'canary-torrent-5f0c1',
  peer: 'canary-peer-5f0c1234',
  offer: 'canary-offer-5f0c',
};

const headers = {
  'x-forwarded-for': planted.address,
  'user-agent': planted.agent,
  cookie: `id=${planted.cookie}`,
  'x-canary': planted.header,
  'accept-language': planted.header,
  referer: `https://${planted.header}.example/`,
};

/** Asks for everything that there is, in right and wrong ways. */
async function use(service: ServiceProcess): Promise<Given> {
  const client = new ServiceClient(service.address, headers);
  const [given] = await client.giveAs(1, fileNamed(planted.file), `https://${planted.mirror}/f`);
  if (!given) throw new Error('nothing was given');
  const bundle = await client.bundle();
  await client.vote(given, '-', bundle);
  await client.give(given);
  await client.post('/v1/statistics', filled('language', 'de'));
  await client.erase({ ...given, eraser: Uint8Array.from(randomBytes(32)) });
  const bad = { ...giveBody(given), [planted.body]: planted.body };
  for (const body of [bad, `{"${planted.body}`, planted.body.repeat(1000), { tag: planted.body }]) {
    for (const path of ['/v1/mirrors/give', '/v1/mirrors/vote', '/v1/mirrors/erase', '/v1/tokens', '/v1/statistics']) {
      await client.post(path, body);
    }
  }
  for (const path of [
    `/${planted.path}`,
    `/v1/mirrors/some?prefix=${planted.query}`,
    `/v1/bundle?x=${planted.query}`,
    '/v1/mirrors/all',
    '/statistics',
  ]) {
    await client.get(path);
  }
  return given;
}

/** Says all that there is to say to the tracker, in right and wrong ways, until it has answered to each. */
async function announce(service: ServiceProcess): Promise<void> {
  // Node's takes headers; its types are those of browsers.
  const options = { headers } as unknown as string[];
  const socket = new WebSocket(`${service.address.replace('http', 'ws')}/announce?${planted.query}`, options);
  await once(socket, 'open');
  const offers = [{ offer: { type: 'offer', sdp: planted.offer }, offer_id: planted.torrent }];
  const right = { action: 'announce', event: 'started', info_hash: planted.torrent, peer_id: planted.peer, offers };
  for (const said of [right, { ...right, offers: [planted.offer] }, { ...right, event: 'stopped' }, planted.body]) {
    socket.send(JSON.stringify(said));
    await once(socket, 'message');
  }
  socket.close();
  await once(socket, 'close');
}

/** Every form that bytes could have been written in. */
const forms = (bytes: Uint8Array): Buffer[] => {
  const buffer = Buffer.from(bytes);
  return [buffer, ...(['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(buffer.toString(form)))];
};

/** Which of these are in one of the texts or files, by name. */
function found(what: Record<string, Uint8Array>, where: readonly Buffer[]): string[] {
  return Object.entries(what).flatMap(([name, bytes]) =>
    forms(bytes).some((form) => where.some((place) => place.includes(form))) ? [name] : [],
  );
}

/** All that the database has on the disk, its logs included. */
async function onDisk(kind: Kind, folder: string): Promise<Buffer[]> {
  if (kind === 'postgres') {
    const client = new pg.Client({ connectionString: inject('postgres') });
    await client.connect();
    await client.query('checkpoint');
    await client.end();
  }
  const top = kind === 'postgres' ? inject('postgresFolder') : folder;
  const files = globSync('**/*', { cwd: top }).map((path) => join(top, path));
  return files
    .filter((path) => statSync(path).isFile() && !path.endsWith('keys.json'))
    .map((path) => readFileSync(path));
}

describe.each(kinds)('what was sent, on %s', (kind) => {
  let written = '';
  let given: Given;
  let places: Buffer[];
  beforeAll(async () => {
    const place = await freshPlace(kind);
    const service = await ServiceProcess.start(place, { TRUSTED_PROXIES: '1' });
    given = await use(service);
    await announce(service);
    const metrics = await (await fetch(`${service.address}/metrics`)).text();
    const before = await onDisk(kind, place.folder);
    await service.end('SIGTERM');
    ({ written } = service);
    places = [...before, ...(await onDisk(kind, place.folder)), Buffer.from(written), Buffer.from(metrics)];
  });

  it('BC17: is nowhere: not in the database, its log, what the service writes or its metrics', () => {
    const texts = Object.fromEntries(Object.entries(planted).map(([name, text]) => [name, Buffer.from(text)]));
    const { token, eraser } = given;
    expect(found({ ...texts, input: token.input, output: token.output, eraser }, places)).toEqual([]);
    // The same look finds what is there to be found.
    expect(found({ sealed: given.sealed, tag: given.tag }, places)).toEqual(['sealed', 'tag']);
    expect(written).toContain('"call":"mirrors.give"');
  });

  it('BC2, AP10: is logged with the fields that the policy names, and no more', () => {
    const [start, ...lines] = written.trim().split('\n');
    expect(start).toMatch(/^Perseid service: http/);
    const logged = lines.map((line) => JSON.parse(line) as Record<string, string>);
    expect(new Set(logged.flatMap((line) => Object.keys(line)))).toEqual(new Set(Object.keys(serviceLog.fields)));
    expect(logged.every(({ hour }) => /^\d{4}-\d\d-\d\dT\d\dZ$/.test(hour ?? ''))).toBe(true);
    expect(new Set(logged.map(({ status }) => status))).toEqual(
      new Set(['200', '400 malformed', '404 unknown', '413 too-large']),
    );
  });
});
