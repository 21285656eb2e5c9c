import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Seen } from '../support/site/behaviour.ts';
import { untilIdle } from './inside.ts';
import { MiB, siteFor, Stage } from './stage.ts';

/** A clicked download does not wait for its turn: its link may be good for now alone. */
describe('without a free place', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await stage.set({ activeTasks: 1 });
  });
  afterAll(() => stage.close());

  it('a clicked download stays with the browser; a pasted one waits', async () => {
    const site = await siteFor({
      rate: MiB,
      files: { 'runs.bin': { size: 32 * MiB }, 'clicked.bin': { size: 12 * MiB }, 'pasted.bin': { size: 12 * MiB } },
    });
    await stage.add(site.url('runs.bin'));
    await stage.taskIn('active');
    await stage.add(site.url('pasted.bin'));
    await stage.click(site, 'clicked.bin');
    await stage.until(async () => (await stage.left())[site.url('clicked.bin')] === 'no-place', 'it is left');
    site.setRate(16 * MiB);
    await stage.expectSaved(site, 'clicked.bin');
    expect((await stage.tasks()).map(({ source }) => source.url)).not.toContain(site.url('clicked.bin'));
    await stage.expectSaved(site, 'runs.bin');
    await stage.expectSaved(site, 'pasted.bin');
    await untilIdle(stage);
  });

  it('of two that are proven at the same time one is taken over', async () => {
    let gate: number | undefined;
    /** Our first requests, the second of each file, are answered at the same moment. */
    const together = ({ nth }: Seen): { delay?: number } => {
      if (nth !== 2) return {};
      gate ??= Date.now() + 2000;
      return { delay: Math.max(0, gate - Date.now()) };
    };
    const slow = { size: 24 * MiB, vary: together };
    const names = ['left.bin', 'right.bin'];
    const site = await siteFor({ rate: MiB, files: { 'left.bin': slow, 'right.bin': slow } });
    for (const name of names) await stage.click(site, name);
    const left = async (): Promise<string[]> => {
      const reasons = await stage.left();
      return names.filter((name) => reasons[site.url(name)] === 'no-place');
    };
    await stage.until(async () => (await left()).length === 1, 'one of them is left to the browser');
    const tasks = (await stage.tasks()).filter(({ source }) => source.url.startsWith(site.origin));
    expect(tasks.map(({ state }) => state.kind)).toEqual(['active']);
    site.setRate(16 * MiB);
    for (const name of names) await stage.expectSaved(site, name);
    await untilIdle(stage);
  });
});
