import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

describe('where files go, and what they are called', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  it('by the rules: a kind, as the server names the file, and a site; clicked and given ones', async () => {
    const site = await siteFor({
      files: {
        'get.php': { size: MiB, disposition: 'attachment; filename="film.mkv"' },
        'song.ogg': { size: 9 * MiB },
        'rest.bin': { size: MiB },
      },
    });
    const options = await stage.browser.openPage('options.html');
    const rule = async (kind: string, folder: string): Promise<void> => {
      await options.bringToFront();
      await (await options.waitForSelector('#setting-folderRules'))!.select(kind);
      await options.type('aria/Folder for them[role="textbox"]', folder);
      await options.keyboard.press('Enter');
      await options.waitForFunction(
        (name) => document.querySelector('#downloads')?.textContent.includes(name),
        {},
        folder,
      );
    };
    await rule('video', 'Moving/Pictures');
    await rule('audio', 'Sound');
    await options.close();
    const film = await TaskRow.add(stage, site.url('get.php'));
    await film.in('done');
    await stage.click(site, 'song.ogg');
    await stage.expectSaved(site, 'get.php', 'Moving/Pictures/film.mkv');
    await stage.expectSaved(site, 'song.ogg', 'Sound/song.ogg');
    await (await TaskRow.add(stage, site.url('rest.bin'))).in('done');
    await stage.expectSaved(site, 'rest.bin');
    expect(await film.task()).toMatchObject({ folder: 'Moving/Pictures', placedBy: 'rule' });
  });
});
