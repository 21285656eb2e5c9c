import { describe, expect, it, onTestFinished } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { enclose } from '../../bench/prove/enclosure.ts';
import { sentence, TaskRow } from './popup-row.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

describe('without a network', () => {
  it('says so, and goes on by itself as soon as there is one again: with what is here', async () => {
    const enclosure = await enclose();
    onTestFinished(() => enclosure.close());
    const size = 12 * MiB;
    const site = await siteFor({ host: enclosure.site, rate: MiB, files: { 'far.bin': { size } } });
    const stage = await stageFor({ within: enclosure.within });
    const row = await TaskRow.add(stage, site.url('far.bin'));
    await site.waitFor(() => site.log('far.bin').bytes > size / 3, 'a third of it is sent');
    enclosure.plug(false);
    // From now on it is half a minute until the next look, unless somebody tells that the network is back.
    await row.says(sentence('offline'));
    expect(totalBytes((await row.task())!.have)).toBeGreaterThan(size / 4);
    const before = site.log('far.bin').requests.length;
    const pluggedAt = performance.now();
    enclosure.plug(true);
    await site.waitFor(() => site.log('far.bin').requests.length > before, 'it is asked for again');
    expect(performance.now() - pluggedAt).toBeLessThan(15_000);
    await stage.expectSaved(site, 'far.bin');
    expect(site.log('far.bin').bytes).toBeLessThan(size * 1.1);
  });
});
