import { describe, expect, it } from 'vitest';
import { totalBytes } from '#domain/segment/range';
import { TaskRow } from '../e2e/popup-row.ts';
import { MiB, siteFor, stageFor } from '../e2e/stage.ts';
import { Random } from '../simulation/random.ts';
import type { Behaviour } from '../support/site/behaviour.ts';

const minutes = 60_000;
const kills = 20;
const size = 320 * MiB;
const rate = MiB;
/** What six connections bring between two records, a second apart, with room for a late one; and what was under way. */
const bearable = 1.25 * 6 * rate + 6 * 256 * 1024;

/** A server that cuts most answers somewhere, and now and then has no time. */
function moody(random: Random): Partial<Behaviour> {
  if (random.chance(0.05)) return { status: 503, retryAfter: '1' };
  return random.chance(0.8) ? { cutAfter: random.between(64 * 1024, 4 * MiB), reset: random.chance(0.5) } : {};
}

describe('many kills', () => {
  it(`${kills} kill -9 during a transfer from a faulty server: a second of transfer is lost each time, at most`, async () => {
    const random = new Random(20);
    const stage = await stageFor();
    const site = await siteFor({ rate, files: {} });
    site.add('film.bin', { size, vary: () => moody(random) });
    const log = site.log('film.bin');
    const row = await TaskRow.add(stage, site.url('film.bin'));
    await stage.browser.settled();
    const lost: number[] = [];
    let wasted = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const mark = log.bytes + random.between(0, 12 * MiB);
      await site.waitFor(() => log.bytes >= mark, `it goes on after kill ${kill - 1}`, 2 * minutes);
      await stage.browser.kill9();
      // Gone meanwhile, so that the record can be read before anything is added to it.
      await site.stop();
      await stage.relaunch();
      const { have } = (await row.task())!;
      lost.push(log.bytes - wasted - totalBytes(have));
      wasted = log.bytes - totalBytes(have);
      await site.start();
    }
    const inMiB = lost.map((bytes) => (bytes / MiB).toFixed(1)).join(' ');
    console.log(`fetched again after each kill, MiB: ${inMiB}; in all ${((wasted / size) * 100).toFixed(1)} %`);
    await row.in('done', 20 * minutes);
    await stage.expectSaved(site, 'film.bin');
    expect(Math.max(...lost)).toBeLessThanOrEqual(bearable);
    expect(log.bytes - size).toBeLessThanOrEqual(wasted + size * 0.02);
  });
});
