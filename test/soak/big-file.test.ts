import { describe, expect, it } from 'vitest';
import { TaskRow } from '../e2e/popup-row.ts';
import { MiB, siteFor, stageFor, type Stage } from '../e2e/stage.ts';
import { treeMemory } from '../support/browser/process-tree.ts';
import { needsRoom } from '../support/files.ts';
import { bearableSurplus } from '../support/site/surplus.ts';
import { until } from '../support/until.ts';

const minutes = 60_000;
const size = 10 * 1024 * MiB;

/** Samples the memory of all the browser's processes until `over`. @returns bytes */
async function peakMemory(stage: Stage, over: Promise<unknown>): Promise<number> {
  let running = true;
  const ended = over.finally(() => {
    running = false;
  });
  let peak = 0;
  const look = (): boolean => {
    peak = Math.max(peak, treeMemory(stage.browser.pid));
    return !running;
  };
  await until(look, { what: 'it is over', timeout: 60 * minutes, every: 500 });
  await ended;
  return peak;
}

describe('a big file', () => {
  it('10 GiB: whole, in flat memory', async () => {
    // Part file and saved file exist side by side for a while.
    needsRoom(25);
    const stage = await stageFor();
    const site = await siteFor({ files: { 'huge.bin': { size } } });
    // Hashed as well: that must not need more memory either.
    const link = `${site.url('huge.bin')}#sha256=${await site.sha256('huge.bin')}`;
    await stage.control();
    const idle = treeMemory(stage.browser.pid);
    const began = performance.now();
    const row = await TaskRow.add(stage, link);
    const over = (await peakMemory(stage, row.in('done', 60 * minutes))) - idle;
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`10 GiB: ${seconds} s; idle ${Math.round(idle / MiB)} MiB, at most ${Math.round(over / MiB)} MiB more`);
    expect((await row.task())?.checked).toMatchObject({ what: 'sha-256', from: 'link', good: true });
    await stage.expectSaved(site, 'huge.bin');
    expect(over).toBeLessThanOrEqual(300 * MiB);
    const log = site.log('huge.bin');
    expect(log.bytes - size).toBeLessThanOrEqual(bearableSurplus(log));
  });
});
