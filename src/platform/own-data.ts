import { browser } from './browser.ts';
import { database, storeNames } from './database.ts';
import { listParts } from './part-file.ts';
import { grantedSites } from './site-access.ts';

/** Everything that this extension keeps, by where it is kept; described in docs/data.md. */
export async function readOwnData(): Promise<Record<string, unknown>> {
  const db = await database();
  const stores = await Promise.all(storeNames.map(async (name) => [name, await db.getAll(name)]));
  return {
    format: 1,
    exported: new Date().toISOString(),
    version: browser.runtime.getManifest().version,
    stores: Object.fromEntries(stores),
    settings: await browser.storage.local.get(null),
    session: await browser.storage.session.get(null),
    partFiles: await listParts(),
    sites: await grantedSites(),
  };
}
