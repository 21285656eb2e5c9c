import { browser } from './browser.ts';

/** Shows on the toolbar button that a task asks the user something, or else the number of running tasks; 0 shows nothing. */
export async function setBadge({ running, asking }: { running: number; asking: boolean }): Promise<void> {
  const count = running === 0 ? '' : String(running);
  await browser.action.setBadgeText({ text: asking ? '?' : count });
  await browser.action.setBadgeBackgroundColor({ color: '#b45309' });
}
