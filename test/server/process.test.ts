import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { eraserHash } from '#domain/mirror/eraser';
import { sealAddress } from '#domain/mirror/sealing';
import { tokenOutput } from '#domain/token/token';
import { commands } from '../../server/commands.ts';
import { readConfig } from '../../server/config.ts';
import { readKeys } from '../../server/keys/key-file.ts';
import { openStore, type Place } from '../../server/store/store.ts';
import { fileNamed, ServiceClient, type Given } from '../support/service/client.ts';
import { freshPlace } from '../support/service/places.ts';
import { ServiceProcess } from '../support/service/process.ts';

const proxied = { TRUSTED_PROXIES: '1' };
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Contributions with tokens that the service's own key made: what is tested is what comes after. */
function contributions(place: Place, count: number): Given[] {
  const keys = readKeys({ file: join(place.folder, 'keys.json'), passphrase: null }).token;
  return Array.from({ length: count }, (_, index) => {
    const input = randomBytes(32);
    const row = sealAddress(fileNamed(`file ${index % 50}`), `https://mirror${index % 3}.example/f`);
    return { ...row, eraser: randomBytes(32), token: { input, output: tokenOutput(keys, input) } };
  });
}

/** Sends them, eight at a time, until it is over or nobody answers. @returns those that were acknowledged */
async function sendAll(
  address: string,
  all: readonly Given[],
  each: (acknowledged: number) => void,
): Promise<Set<Given>> {
  const client = new ServiceClient(address);
  const waiting = [...all];
  const acknowledged = new Set<Given>();
  const lane = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const answer = await client.give(one, `192.0.2.${all.indexOf(one) % 200}`).catch((error: unknown) => {
        if (error instanceof TypeError) return null;
        throw error;
      });
      if (answer === null) return;
      if (answer.status !== 200) throw new Error(`refused: ${JSON.stringify(answer)}`);
      acknowledged.add(one);
      each(acknowledged.size);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return acknowledged;
}

async function recorded(place: Place): Promise<{ erasers: Set<string>; votes: number; spent: number }> {
  const store = await openStore(place);
  const ballots = await store.db.selectFrom('ballots').select('eraser').execute();
  const entries = await store.db.selectFrom('entries').select('votes_for').execute();
  const spent = await store.db.selectFrom('spent').select('token').execute();
  await store.close();
  return {
    erasers: new Set(ballots.map(({ eraser }) => hex(eraser))),
    votes: entries.reduce((sum, { votes_for }) => sum + votes_for, 0),
    spent: spent.length,
  };
}

/** Fewer where the database is a process of its own, which nobody kills here. */
describe.each([
  { kind: 'sqlite', count: 1000 },
  { kind: 'postgres', count: 200 },
] as const)('a service in a process of its own, on $kind', ({ kind, count }) => {
  it(`killed twice during ${count} contributions, it has every one that it acknowledged, and none twice`, async () => {
    const place = await freshPlace(kind);
    let service = await ServiceProcess.start(place, proxied);
    const all = contributions(place, count);
    const done = new Set<Given>();
    for (const killAfter of [0.3 * count, 0.3 * count, Infinity]) {
      const now = service;
      const left = all.filter((one) => !done.has(one));
      const kill = (acknowledged: number): void => void (acknowledged === killAfter && now.signal('SIGKILL'));
      for (const one of await sendAll(now.address, left, kill)) done.add(one);
      await now.end('SIGTERM');
      const { erasers } = await recorded(place);
      expect([...done].filter(({ eraser }) => !erasers.has(hex(eraserHash(eraser))))).toEqual([]);
      expect(done.size < count).toBe(killAfter !== Infinity);
      if (killAfter !== Infinity) service = await ServiceProcess.start(place, proxied);
    }
    const { erasers, votes, spent } = await recorded(place);
    expect([done.size, erasers.size, votes, spent]).toEqual([count, count, count, count]);
  });
});

describe('a service that is told to stop', () => {
  it('answers what was asked, takes nothing more, ends with 0, and has the same key at the next start', async () => {
    const place = await freshPlace('sqlite');
    const service = await ServiceProcess.start(place);
    const body = JSON.stringify({ slow: true });
    const asked = request(`${service.address}/v1/tokens`, {
      method: 'POST',
      headers: { 'content-length': body.length },
    });
    asked.write(body.slice(0, 5));
    // One that is answered shows that the half before it has arrived.
    await new ServiceClient(service.address).get('/healthz');
    service.signal('SIGTERM');
    asked.end(body.slice(5));
    const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(400);
    await service.ended();
    expect(service.code).toBe(0);
    await expect(new ServiceClient(service.address).get('/healthz')).rejects.toThrow(TypeError);
    const again = await ServiceProcess.start(place, { PUBLIC_URL: 'https://perseid.example/' });
    await again.end('SIGTERM');
    expect(service.entered).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{22}$/);
    expect(again.entered).toBe(`https://perseid.example/#${service.entered.split('#')[1]}`);
  });
});

describe('an operator at the command line', () => {
  it('is told what is wrong, in a line', async () => {
    const ended = await ServiceProcess.start(await freshPlace('sqlite'), {}, ['block', 'what']);
    await ended.ended();
    expect([ended.code, ended.written]).toEqual([1, 'what is neither a URL nor a SHA-256 of 64 hexadecimal digits\n']);
  });

  it.each([
    ['PORT', '99999'],
    ['PORT', 'x'],
    ['DATABASE_URL', 'mysql://x'],
    ['MIRROR_VOTES', '0'],
    ['TOKEN_WORK', '41'],
    ['ICE_SERVERS', 'https://x.example'],
    ['TRACKER', 'maybe'],
    ['PUBLIC_URL', 'perseid'],
  ])('is told that %s cannot be %s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(`cannot be used as it is set: ${name}`);
  });

  it.each([
    ['import', [], 'needs a list'],
    ['import', ['/nowhere/x.meta4'], 'cannot be read'],
    ['block', ['https://a.example/', 'x'], 'comes a SHA-256'],
    ['publish', ['/nowhere/x.json'], 'cannot be read'],
  ])('is told what %s lacks: %s', async (name, args, expected) => {
    const { folder } = await freshPlace('sqlite');
    await expect(commands[name]?.(readConfig({ PERSEID_DATA: folder }), args)).rejects.toThrow(expected);
  });
});

describe('connections that are broken off', () => {
  let service: ServiceProcess;
  beforeAll(async () => {
    service = await ServiceProcess.start(await freshPlace('sqlite'));
    return () => service.end('SIGTERM');
  });

  const give = 'POST /v1/mirrors/give HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  it.each<[string, string]>([
    ['before anything is said', ''],
    ['within the first line', 'GET /v1/mir'],
    ['before the answer', 'GET /v1/mirrors/all HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['after many questions at once', 'GET /v1/bundle HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(50)],
    ['within a body', `${give}Content-Length: 1000\r\n\r\n{"tag":`],
    ['within a body in pieces', `${give}Transfer-Encoding: chunked\r\n\r\n5\r\n{"tag\r\n`],
    ['after a body that is too long', `${give}Content-Length: 9000\r\n\r\n${'x'.repeat(9000)}`],
    ['after pieces that are none', `${give}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['after what is no HTTP', '\u0016\u0003\u0001\u0002\u0000'],
    ['after headers without end', `GET / HTTP/1.1\r\n${`X-Filler: ${'x'.repeat(1000)}\r\n`.repeat(40)}`],
  ])('%s end nothing, and nobody else is kept waiting', async (_when, said) => {
    const { hostname, port } = new URL(service.address);
    for (let count = 0; count < 20; count++) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(said, 'latin1');
      setImmediate(() => socket.resetAndDestroy());
      await once(socket, 'close');
    }
    expect((await new ServiceClient(service.address).get('/healthz')).status).toBe(200);
    expect([service.code, service.written.split('\n').filter((line) => /^\s+at /.test(line))]).toEqual([null, []]);
  });
});
