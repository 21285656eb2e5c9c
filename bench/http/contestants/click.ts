import { join } from 'node:path';
import type { LaunchedBrowser } from '../../../test/support/browser/launched-browser.ts';
import { arrival, NeverCame } from '../measure/arrival.ts';
import { untilQuiet } from '../measure/quiet.ts';
import { TreeMeter } from '../measure/tree-meter.ts';
import type { ContestantId } from '../scenarios.ts';
import type { Offer } from '../servers/server.ts';
import type { Trial } from '../trial.ts';
import type { Arena } from './contestant.ts';
import { record, type Attempt } from './record.ts';

/** Clicks the link to a fresh address and waits for the file. */
export async function download(browser: LaunchedBrowser, arena: Arena, contestant: ContestantId): Promise<Trial> {
  const { scenario, server, round } = arena;
  const offer = await server.offer(`${scenario.name}-${contestant}-${round}`);
  const press = await readyToPress(browser, offer);
  await untilQuiet(browser.pid);
  return await record(contestant, offer, server, async (): Promise<Attempt> => {
    const path = join(browser.downloads, offer.name);
    const meter = new TreeMeter(browser.pid);
    const clickedAt = Date.now();
    const begun = performance.now();
    const arrived = arrival({
      path,
      bytes: offer.bytes,
      exchanges: () => server.exchanges(offer),
      patience: 4 * scenario.patience + 30,
    });
    const end = arrived.then((at) => (at - begun) / 1000).catch(reasonOf);
    await press();
    const ended = await end;
    return { clickedAt, end: ended, path, ...meter.stop() };
  });
}

/** Opens the page and puts the mouse on the link. @returns presses the button */
async function readyToPress(browser: LaunchedBrowser, offer: Offer): Promise<() => Promise<void>> {
  const page = await browser.openTab(offer.page);
  const link = await page.waitForSelector(`a[href="/${offer.name}"]`);
  if (!link) throw new Error(`the page has no link to ${offer.name}`);
  await link.hover();
  return async () => {
    await page.mouse.down();
    await page.mouse.up();
  };
}

function reasonOf(error: unknown): { failed: string } {
  if (error instanceof NeverCame) return { failed: error.message };
  throw error;
}
