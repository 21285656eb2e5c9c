import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partSizes, untilIdle } from './inside.ts';
import { installOther } from './other-extension.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

/** Tidies the browser's list, as some extensions do: what is complete is taken off at once. */
const tidying = `chrome.downloads.onChanged.addListener(({ id, state }) => {
  if (state?.current === 'complete') chrome.downloads.erase({ id });
});`;

describe('saved files that another extension takes off the browser’s list', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
    await installOther(stage, tidying);
  });
  afterAll(() => stage.close());

  it.each([1, 2, 3])('are known to be saved, and where, %i', async (nth) => {
    const name = `tidied-${nth}.bin`;
    const site = await siteFor({ files: { [name]: { size: 9 * MiB } } });
    const row = await TaskRow.add(stage, site.url(name));
    expect((await row.in('done')).state).toMatchObject({ savedAs: name });
    await stage.expectSaved(site, name);
    await stage.until(async () => (await stage.items()).length === 0, 'the list is tidied');
    await untilIdle(stage);
    expect(await partSizes(stage)).toEqual([]);
  });
});
