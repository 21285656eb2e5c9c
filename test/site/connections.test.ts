import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSite, type Site, type SiteOptions } from '../support/site/site.ts';

const KiB = 1024;
const size = 1024 * KiB;

/** A site with one file, `a.bin`. */
async function siteWith(options: SiteOptions): Promise<Site> {
  const site = await startSite({ ...options, files: { 'a.bin': { size } } });
  onTestFinished(() => site.stop());
  return site;
}

describe('a site’s connections', () => {
  it('are closed after as many bytes as their life has, whatever the answer', async () => {
    const site = await siteWith({ life: () => 100_000 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const get = async (): Promise<number> => {
      const asking = request(site.url('a.bin'), { agent, headers: { range: 'bytes=0-59999' } }).end();
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      return (await buffer(answer)).length;
    };
    expect(await get()).toBe(60_000);
    await expect(get()).rejects.toThrow('aborted');
    const { requests } = site.log('a.bin');
    expect(requests).toMatchObject([
      { connection: 1, bytes: 60_000, outcome: 'whole' },
      { connection: 1, bytes: 40_000, outcome: 'cut' },
    ]);
  });

  it('share one cap where the site has it, instead of each having its own', async () => {
    const rate = 512 * KiB;
    const burst = 16 * KiB;
    const clients = 4;
    const site = await siteWith({ rate, burst, capped: 'site' });
    const begun = performance.now();
    const get = async (): Promise<number> =>
      (await (await fetch(site.url('a.bin'), { headers: { range: `bytes=0-${256 * KiB - 1}` } })).bytes()).length;
    expect(await Promise.all(Array.from({ length: clients }, get))).toEqual(Array(clients).fill(256 * KiB));
    expect(site.log('a.bin').peakConnections).toBe(clients);
    const fastest = (clients * 256 * KiB - burst) / rate;
    expect((performance.now() - begun) / 1000).toBeGreaterThanOrEqual(fastest * 0.99);
  });

  it('answer under the address they are asked at', async () => {
    const site = await siteWith({ host: '127.0.0.2' });
    expect(site.url('a.bin')).toMatch(/^http:\/\/127\.0\.0\.2:\d+\/a\.bin$/);
    expect((await fetch(site.url('a.bin'))).status).toBe(200);
  });

  it('note when an answer began and when its last bytes went out', async () => {
    const site = await siteWith({});
    const before = Date.now();
    await (await fetch(site.url('a.bin'))).bytes();
    const [seen] = site.log('a.bin').requests;
    expect(seen!.begunAt).toBeGreaterThanOrEqual(before);
    expect(seen!.lastAt).toBeGreaterThanOrEqual(seen!.begunAt);
    expect(seen!.lastAt).toBeLessThanOrEqual(Date.now());
  });
});
