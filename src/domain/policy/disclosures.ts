import type { FirefoxCategory } from './categories.ts';
import type { Purpose, PurposeId } from './purpose.ts';
import { purposes } from './registry.ts';

/** `data_collection_permissions` in Firefox's manifest: nothing is required. */
export interface FirefoxPermissions {
  required: ['none'];
  optional?: FirefoxCategory[];
}

const purposeOf = (id: PurposeId): Purpose => purposes[id];

/**
 * What Firefox is told of these purposes: each category is optional. It is asked for with the purpose's switch (platform/data-consent).
 * Source: extensionworkshop.com, "Firefox built-in consent for data collection and transmission".
 */
export function firefoxPermissions(ids: readonly PurposeId[]): FirefoxPermissions {
  const optional = [...new Set(ids.flatMap((id) => purposeOf(id).firefox))].toSorted();
  return { required: ['none'], ...(optional.length > 0 && { optional }) };
}

/** What the Chrome Web Store's privacy form is told of these purposes, one line per category that is ticked. */
export function chromeDisclosures(ids: readonly PurposeId[]): string[] {
  const categories = [...new Set(ids.flatMap((id) => purposeOf(id).chrome))].toSorted();
  return categories.map((category) => {
    const titles = ids.filter((id) => purposeOf(id).chrome.includes(category)).map((id) => purposeOf(id).title);
    return `${category}: ${titles.join(', ')}`;
  });
}
