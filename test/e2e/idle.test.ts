import { describe, expect, it } from 'vitest';
import { MiB, siteFor, stageFor, type Stage } from './stage.ts';

/** What lives of the extension besides its background and the page that looks. */
interface Alive {
  enginePages: number;
  alarms: string[];
  rules: number;
  badge: string;
}

const nothing: Alive = { enginePages: 0, alarms: [], rules: 0, badge: '' };

async function alive(stage: Stage): Promise<Alive> {
  const page = await stage.control();
  return page.evaluate(async () => ({
    enginePages: (await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] })).length,
    alarms: (await chrome.alarms.getAll()).map((alarm) => alarm.name),
    rules: (await chrome.declarativeNetRequest.getSessionRules()).length,
    badge: await chrome.action.getBadgeText({}),
  }));
}

/** Waits until the extension has gone to sleep. */
async function expectIdle(stage: Stage): Promise<void> {
  let last: Alive | null = null;
  await stage
    .until(async () => {
      last = await alive(stage);
      return JSON.stringify(last) === JSON.stringify(nothing);
    }, 'nothing lives')
    .catch((error: unknown) => {
      throw new Error(`${String(error)}; there is ${JSON.stringify(last)}`, { cause: error });
    });
}

describe('with nothing unfinished, nothing lives', () => {
  it('in a fresh profile, with popup and options open, and after a download that stays with the browser', async () => {
    const stage = await stageFor();
    await expectIdle(stage);
    await stage.browser.openPage('popup.html');
    await stage.browser.openPage('options.html');
    const site = await siteFor({ files: { 'small.bin': { size: MiB } } });
    await stage.click(site, 'small.bin');
    await stage.expectSaved(site, 'small.bin');
    expect(await alive(stage)).toEqual(nothing);
  });

  it('after a task is saved, paused or removed; while one runs there is the engine page, its alarm, its rule, its badge', async () => {
    const stage = await stageFor();
    const site = await siteFor({
      rate: MiB,
      files: { 'slow.bin': { size: 24 * MiB }, 'quick.bin': { size: 16 * MiB, rate: 16 * MiB } },
    });
    await stage.click(site, 'slow.bin');
    const { id } = await stage.taskIn('active');
    await stage.until(async () => (await alive(stage)).badge === '1', 'the badge counts one');
    expect(await alive(stage)).toEqual({ enginePages: 1, alarms: ['revive'], rules: 1, badge: '1' });

    await stage.call('engine', 'task.pause', { id });
    await expectIdle(stage);

    await stage.click(site, 'quick.bin');
    await stage.expectSaved(site, 'quick.bin');
    await expectIdle(stage);

    await stage.browser.settled();
    await stage.browser.kill9();
    await stage.relaunch();
    await expectIdle(stage);
    expect((await stage.tasks()).map((t) => t.state.kind).toSorted()).toEqual(['done', 'paused']);

    await stage.call('engine', 'task.remove', { id });
    await expectIdle(stage);
    expect((await stage.tasks()).map((t) => t.state.kind)).toEqual(['done']);
    expect(await stage.parts()).toEqual([]);
  });
});
