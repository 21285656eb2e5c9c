import { browser } from './browser.ts';
import { database, storeNames } from './database.ts';
import { closeEngine } from './engine-host/index.ts';
import { announceErased } from './erased.ts';
import { deleteInfo, deletePart, foldersLeft, listParts } from './part-file.ts';
import { removeSessionRules, sessionRuleCount } from './session-rules.ts';
import { grantedSites, grantingSite, revokeSite } from './site-access.ts';

const mark = 'erasing';

/** Whether everything was erased but what asks a service for what it was given. */
export async function isErasing(): Promise<boolean> {
  return (await (await database()).get('privacy', mark)) === true;
}

/** What is kept is not going any more. */
export async function stopErasing(): Promise<void> {
  await (await database()).delete('privacy', mark);
}

/** What is needed to ask back what a service was given: the word on the policy with its receipts, the service, the deletion tokens. */
const needed = {
  stores: new Set<string>(['receipts', 'contributions']),
  names: /^(?:consent|service|trust|erasing|(?:answer|last) mirror-giving .*)$/,
};

/**
 * Erases everything that this extension keeps (own-data.ts): database, part files, settings, session rules, alarms, and the sites that the user has allowed, as far as the browser
 * lets them go. What is under way is given up. For the background alone.
 * @param service address of one that is to be asked back what it was given: what that needs stays, with a mark that it goes, too
 * @returns what a look afterwards still found that was to be erased; empty: nothing
 */
export async function eraseOwnData(service: string | null): Promise<string[]> {
  await closeEngine();
  await clearStores(service !== null);
  // One that is still being read is told of by the look afterwards; the rest is erased all the same.
  await Promise.allSettled((await listParts()).flatMap((id) => [deletePart(id), deleteInfo(id)]));
  await removeSessionRules();
  await browser.alarms.clearAll();
  await browser.storage.local.clear();
  await browser.storage.session.clear();
  const sites = await grantedSites();
  const kept = service === null ? null : grantingSite(sites, service);
  for (const pattern of sites) if (pattern !== kept) await letGo(pattern);
  announceErased();
  return scan(service !== null);
}

/** All in one transaction: a death leaves all of it or nothing. */
async function clearStores(asksBack: boolean): Promise<void> {
  const clearing = (await database()).transaction(storeNames, 'readwrite', { durability: 'strict' });
  for (const name of storeNames) {
    const store = clearing.objectStore(name);
    if (!asksBack) void store.clear();
    else if (name === 'privacy') for (const key of (await store.getAllKeys()).filter(isGoing)) void store.delete(key);
    else if (!needed.stores.has(name)) void store.clear();
  }
  if (asksBack) void clearing.objectStore('privacy').put(true, mark);
  await clearing.done;
}

const isGoing = (key: unknown): boolean => !needed.names.test(String(key));

/** A site of the manifest itself is not the user's to give: it stays. */
async function letGo(pattern: string): Promise<void> {
  try {
    await revokeSite(pattern);
  } catch (error) {
    console.info('Stays allowed:', pattern, error);
  }
}

async function scan(asksBack: boolean): Promise<string[]> {
  const [stores, files, parts, local, session, alarms, rules] = await Promise.all([
    storesLeft(asksBack),
    foldersLeft(),
    listParts(),
    browser.storage.local.get(null),
    browser.storage.session.get(null),
    browser.alarms.getAll(),
    sessionRuleCount(),
  ]);
  return [
    ...stores,
    ...files,
    ...(parts.length > 0 ? ['part files'] : []),
    ...Object.keys(local),
    ...Object.keys(session),
    ...alarms.map(({ name }) => name),
    ...(rules > 0 ? ['session rules'] : []),
  ];
}

/** What there is, not what was meant to be erased. */
async function storesLeft(asksBack: boolean): Promise<string[]> {
  const db = await database();
  const left = [...db.objectStoreNames].filter((name) => !asksBack || !needed.stores.has(name));
  const keys = await Promise.all(left.map(async (name) => ({ name, keys: await db.getAllKeys(name) })));
  return keys.flatMap((one) => {
    const found = asksBack && one.name === 'privacy' ? one.keys.filter(isGoing) : one.keys;
    return found.length > 0 ? [one.name] : [];
  });
}
