import { browserItems } from '../engine.ts';

export const readBrowserItems = async () => browserItems;

export function watchBrowserItems(): void {
  // In a preview the browser's list stands still.
}
