import { appendFileSync, cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserName } from '../support/browser/browser-name.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { partSizes, untilIdle } from './inside.ts';
import { TaskRow } from './popup-row.ts';
import { MiB, siteFor, stageFor } from './stage.ts';

const size = 48 * MiB;
const rate = MiB / 2;
/** A second's worth of all connections. */
const second = 12 * rate;

/** Breaks down a while after it began to fetch: each time a file that is called so, others once. */
const fault = `
addEventListener('message', ({ data }) => {
  if (data.kind !== 'start' || (data.order.have.length > 0 && !data.order.source.url.includes('always'))) return;
  setTimeout(() => { throw new Error('planted'); }, 2000);
});
`;

/** A copy of the built extension whose transfer worker has a fault. */
function withFault(): `/${string}` {
  const folder = temporaryFolder('faulty') as `/${string}`;
  const built = browserName === 'firefox' ? 'firefox-mv3-e2e' : 'chrome-mv3-e2e';
  cpSync(join(import.meta.dirname, '../../.output', built), folder, { recursive: true });
  const assets = join(folder, 'assets');
  const workers = readdirSync(assets).filter((name) => /^worker-.*\.js$/.test(name));
  const transfers = workers.filter((name) => readFileSync(join(assets, name), 'utf8').includes('fettered'));
  expect(transfers).toHaveLength(1);
  appendFileSync(join(assets, transfers[0]!), fault);
  return folder;
}

describe('a transfer worker that breaks down alone', () => {
  it('what it fetched goes on; at once again, it has failed, with its bytes', async () => {
    const stage = await stageFor({ build: withFault() });
    const site = await siteFor({ rate, files: { 'once.bin': { size }, 'always.bin': { size } } });
    await stage.add(site.url('once.bin'));
    await stage.expectSaved(site, 'once.bin');
    expect(site.log('once.bin').bytes - size).toBeLessThan(2 * second);
    await untilIdle(stage);
    expect(await partSizes(stage)).toEqual([]);
    const row = await TaskRow.add(stage, site.url('always.bin'));
    await row.expectFailed('internal');
    const [kept] = await partSizes(stage);
    expect(kept).toBeGreaterThan(0);
  });
});
