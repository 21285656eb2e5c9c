import { browser } from './browser.ts';
import { database, storeNames } from './database.ts';
import { closeEngine } from './engine-host/index.ts';
import { deleteInfo, deletePart, foldersLeft, listParts } from './part-file.ts';
import { removeSessionRules, sessionRuleCount } from './session-rules.ts';
import { grantedSites, revokeSite } from './site-access.ts';

/**
 * Erases everything that this extension keeps (own-data.ts): database, part files, settings, session rules, alarms, and the sites that the user has allowed, as far as the browser
 * lets them go. What is under way is given up. For the background alone.
 * @returns what a look afterwards still found; empty: nothing
 */
export async function eraseOwnData(): Promise<string[]> {
  await closeEngine();
  const db = await database();
  const clearing = db.transaction(storeNames, 'readwrite', { durability: 'strict' });
  await Promise.all([...storeNames.map((name) => clearing.objectStore(name).clear()), clearing.done]);
  // One that is still being read is told of by the look afterwards; the rest is erased all the same.
  await Promise.allSettled((await listParts()).flatMap((id) => [deletePart(id), deleteInfo(id)]));
  await removeSessionRules();
  await browser.alarms.clearAll();
  await browser.storage.local.clear();
  await browser.storage.session.clear();
  for (const pattern of await grantedSites()) await letGo(pattern);
  return scan();
}

/** A site of the manifest itself is not the user's to give: it stays. */
async function letGo(pattern: string): Promise<void> {
  try {
    await revokeSite(pattern);
  } catch (error) {
    console.info('Stays allowed:', pattern, error);
  }
}

async function scan(): Promise<string[]> {
  const db = await database();
  // What there is, not what was meant to be erased.
  const counts = await Promise.all([...db.objectStoreNames].map(async (name) => [name, await db.count(name)] as const));
  const [files, parts, local, session, alarms, rules] = await Promise.all([
    foldersLeft(),
    listParts(),
    browser.storage.local.get(null),
    browser.storage.session.get(null),
    browser.alarms.getAll(),
    sessionRuleCount(),
  ]);
  return [
    ...counts.filter(([, count]) => count > 0).map(([name]) => name),
    ...files,
    ...(parts.length > 0 ? ['part files'] : []),
    ...Object.keys(local),
    ...Object.keys(session),
    ...alarms.map(({ name }) => name),
    ...(rules > 0 ? ['session rules'] : []),
  ];
}
