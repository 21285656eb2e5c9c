import type { BrowserItem } from '#platform/browser-items';
import { browserItems } from '../engine.ts';

export const readBrowserItems = async () => browserItems;

/** In a preview the browser's list stands still. */
export function watchBrowserItems(onChange: (items: BrowserItem[]) => void): void {
  onChange(browserItems);
}
