import { browser } from './browser.ts';

/** Shows the number of running tasks on the toolbar button; 0 shows nothing. */
export async function setBadge(running: number): Promise<void> {
  await browser.action.setBadgeText({ text: running === 0 ? '' : String(running) });
  await browser.action.setBadgeBackgroundColor({ color: '#b45309' });
}
