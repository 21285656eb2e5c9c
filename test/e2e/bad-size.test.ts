import { describe, expect, it } from 'vitest';
import { needsRoom } from '../support/files.ts';
import { bearableSurplus } from '../support/site/surplus.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

const minutes = 60_000;
/** 4.1 GiB, rounded to whole MiB. */
const size = 4198 * MiB;

describe('a file too large for 32 bits', () => {
  it(
    '4.1 GiB, computed by the server: whole, with the right hash',
    async () => {
      // Part file and saved file exist side by side for a while.
      needsRoom(9);
      const stage = await stageFor();
      const site = await siteFor({ files: { 'large.bin': { size } } });
      const row = await TaskRow.add(stage, site.url('large.bin'));
      expect((await row.in('done', 8 * minutes)).file).toMatchObject({ size });
      await stage.expectSaved(site, 'large.bin');
      const log = site.log('large.bin');
      expect(log.bytes - size).toBeLessThanOrEqual(bearableSurplus(log));
    },
    10 * minutes,
  );
});
