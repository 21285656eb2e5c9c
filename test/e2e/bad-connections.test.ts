import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { first } from '../support/site/behaviour.ts';
import { selfSignedCertificate } from '../support/certificate.ts';
import { startSite, type Site } from '../support/site/site.ts';
import { sentence, TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

/** Connections that fail: what time may heal goes on by itself and says so meanwhile, the rest ends with its sentence. */
describe('bad connections', () => {
  let stage: Stage;
  const slow = { 'short.bin': null, 'stalled.bin': null, 'busy.bin': null } as unknown as Record<Slow, TaskRow>;
  let slowSite: Site;
  type Slow = 'short.bin' | 'stalled.bin' | 'busy.bin';

  beforeAll(async () => {
    stage = await Stage.open({ extraArgs: ['--host-resolver-rules=MAP nowhere.test ~NOTFOUND'] });
    await stage.set({ activeTasks: 10 });
    // What takes its time runs beside the other tests, from the beginning.
    slowSite = await startSite({
      files: {
        'short.bin': { size: 8 * MiB, declaredSize: 9 * MiB },
        // Over one connection: beside others, one of those would do its work long before.
        'stalled.bin': { size: 12 * MiB, rate: 4 * MiB, etag: 'W/"one"', vary: first(1, { stallAfter: MiB }) },
        'busy.bin': { status: 429, retryAfter: '1' },
      },
    });
    for (const name of Object.keys(slow) as Slow[]) slow[name] = await TaskRow.add(stage, slowSite.url(name));
  });
  afterAll(async () => {
    await stage.close();
    await slowSite.stop();
  });

  it.each(['closed', 'reset'])(
    'a connection that is %s every 2 MiB: a whole file, little fetched again',
    async (how) => {
      const name = `${how}.bin`;
      const size = 48 * MiB;
      const site = await siteFor({
        rate: 4 * MiB,
        files: { [name]: { size, cutAfter: 2 * MiB, reset: how === 'reset' } },
      });
      await TaskRow.add(stage, site.url(name));
      await stage.expectSaved(site, name);
      expect(site.log(name).requests.length).toBeGreaterThanOrEqual(24);
      expect(site.log(name).bytes).toBeLessThanOrEqual(size * 1.05);
    },
  );

  it.each([429, 503])('%i with Retry-After in mid-file: waits so long, says so, and goes on', async (status) => {
    const name = `wait-${status}.bin`;
    const size = 6 * MiB;
    const site = await siteFor({ files: {} });
    const asked: number[] = [];
    let refusedAt = Infinity;
    site.add(name, {
      size,
      rate: 4 * MiB,
      // Without ranges to share, one request comes after the other.
      etag: 'W/"one at a time"',
      cutAfter: MiB,
      vary({ bytesBefore }) {
        const now = performance.now();
        asked.push(now);
        if (bytesBefore < size / 2 || refusedAt !== Infinity) return {};
        refusedAt = now;
        return { status, retryAfter: '4' };
      },
    });
    const row = await TaskRow.add(stage, site.url(name));
    const code = status === 429 ? 'http-busy' : 'http-unavailable';
    await row.says(`${sentence(code)} Trying again in a few seconds.`);
    await stage.expectSaved(site, name);
    const next = asked.find((at) => at > refusedAt);
    expect(next! - refusedAt).toBeGreaterThanOrEqual(4000);
  });

  it('a server that goes away and comes back: the row says why it waits, and the file ends whole', async () => {
    const size = 12 * MiB;
    const site = await siteFor({ rate: 2 * MiB, files: { 'gone.bin': { size } } });
    const row = await TaskRow.add(stage, site.url('gone.bin'));
    await site.waitFor(() => site.log('gone.bin').bytes > size / 2, 'half of it is sent');
    await site.stop();
    await row.says(new RegExp(`${sentence('connection-refused')} Trying again in `));
    await stage.until(async () => totalBytes((await row.task())!.have) > size / 3, 'what came is recorded');
    await site.start();
    await stage.expectSaved(site, 'gone.bin');
  });

  it('a host that does not exist: says so, and waits for it', async () => {
    const row = await TaskRow.add(stage, 'http://nowhere.test/file.bin');
    await row.says(new RegExp(`${sentence('name-not-resolved')} Trying again in `));
    await row.press('Cancel');
    await stage.until(async () => (await row.text()) === '', 'it is off the list');
    expect((await row.task())?.trash).toMatchObject({ wasRunning: true });
  });

  it('a certificate that nobody vouches for', async () => {
    const server = createServer(selfSignedCertificate(), (_, response) => response.end('secret'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const row = await TaskRow.add(stage, `https://127.0.0.1:${(server.address() as AddressInfo).port}/file.bin`);
    const { have } = await row.expectFailed('certificate');
    expect(have).toEqual([]);
  });

  it('429 without end: waits as long as the server says, then longer by itself', async () => {
    const { requests } = slowSite.log('busy.bin');
    await stage.until(() => requests.length >= 4, 'it was asked again and again');
    const waits = requests.slice(1, 4).map(({ begunAt }, index) => begunAt - requests[index]!.begunAt);
    expect(waits.map((wait) => Math.floor(wait / 1000))).toEqual([1, 4, 8]);
    await slow['busy.bin'].says(new RegExp(`${sentence('http-busy')} Trying again in `));
    await slow['busy.bin'].press('Cancel');
  });

  it('less than was announced: ends with what is there', async () => {
    const { have } = await slow['short.bin'].expectFailed('length-short', 90_000);
    // What the browser has read but not yet handed out when a connection breaks off is gone: one of its portions at most.
    expect(totalBytes(have)).toBeLessThanOrEqual(8 * MiB);
    expect(totalBytes(have)).toBeGreaterThanOrEqual(8 * MiB - 256 * 1024);
  });

  it('a connection without a byte for 30 s is given up, and its range fetched again', async () => {
    await slow['stalled.bin'].in('done', 60_000);
    await stage.expectSaved(slowSite, 'stalled.bin');
    const [stalled] = slowSite.log('stalled.bin').requests;
    expect(stalled).toMatchObject({ bytes: MiB, outcome: 'closed' });
    expect(slowSite.log('stalled.bin').bytes).toBeLessThanOrEqual(12 * MiB * 1.02);
  });
});
