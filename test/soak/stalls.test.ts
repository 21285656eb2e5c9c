import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { TaskRow } from '../e2e/popup-row.ts';
import { MiB, siteFor, Stage } from '../e2e/stage.ts';
import { after } from '../support/site/behaviour.ts';

const minutes = 60_000;

/** Servers that fall silent without closing the connection. */
describe('long stalls', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('every answer falls silent after 1 MiB: the file ends whole, at most 2 % fetched again', async () => {
    const size = 32 * MiB;
    const site = await siteFor({ rate: 4 * MiB, files: { 'silent.bin': { size, stallAfter: MiB } } });
    const began = performance.now();
    const row = await TaskRow.add(stage, site.url('silent.bin'));
    await row.in('done', 30 * minutes);
    await stage.expectSaved(site, 'silent.bin');
    const { bytes, requests } = site.log('silent.bin');
    const seconds = Math.round((performance.now() - began) / 1000);
    const stalls = requests.filter((request) => request.outcome === 'closed').length;
    console.log(`${stalls} stalls: ${seconds} s, ${(((bytes - size) / size) * 100).toFixed(2)} % fetched again`);
    expect(stalls).toBeGreaterThanOrEqual(20);
    expect(bytes).toBeLessThanOrEqual(size * 1.02);
  });

  it('a server that falls silent for many minutes: says so, asks about once a minute, and ends whole', async () => {
    const size = 16 * MiB;
    const site = await siteFor({ rate: 4 * MiB, files: {} });
    site.add('dead.bin', { size, cutAfter: MiB, vary: after(8, { stallAfter: 0, cutAfter: null }) });
    const row = await TaskRow.add(stage, site.url('dead.bin'));
    await stage.until(() => site.log('dead.bin').requests.length >= 15, 'it is asked again and again', 15 * minutes);
    await row.says(/Trying again in /);
    expect(totalBytes((await row.task())!.have)).toBe(8 * MiB);
    site.add('dead.bin', { size });
    await row.in('done', 5 * minutes);
    await stage.expectSaved(site, 'dead.bin');
  });
});
