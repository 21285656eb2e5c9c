import { browser } from './browser.ts';
import { database, storeNames } from './database.ts';
import { listParts } from './part-file.ts';
import { grantedSites } from './site-access.ts';

/** Everything that this extension keeps, by where it is kept, as it lies there: what `domain/own-data` describes. */
export async function readOwnData(): Promise<Record<string, unknown>> {
  const db = await database();
  const stores = await Promise.all(storeNames.map(async (name) => [name, await db.getAll(name)]));
  const [names, values] = await Promise.all([db.getAllKeys('privacy'), db.getAll('privacy')]);
  const privacy = Object.fromEntries(names.map((name, index) => [name, values[index]]));
  return {
    format: 1,
    exported: new Date().toISOString(),
    version: browser.runtime.getManifest().version,
    stores: { ...Object.fromEntries(stores), privacy },
    settings: await browser.storage.local.get(null),
    session: await browser.storage.session.get(null),
    partFiles: await listParts(),
    sites: await grantedSites(),
  };
}
