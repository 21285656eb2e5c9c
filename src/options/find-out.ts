import { reportOf, type Findings } from '#domain/diagnose';
import { readDevice } from '#platform/device';
import { callEngine } from '#platform/engine-client';
import { namedBrowser } from '#platform/engine-host/named-browser';
import { readLeft } from '#platform/left-store';
import { freeSpace, listParts } from '#platform/part-file';
import { grantedPermissions } from '#platform/permissions';
import { callPrivacy } from '#platform/privacy-client';
import { readSettingsStore } from '#platform/settings-store';
import { readTasks } from '#platform/task-store';

/** So many contacts are told of. */
const lastContacts = 5;

/** Looks at everything that may be wrong on this device, and tries it; sends nothing. @returns the text to be copied */
export async function findOut(locale: string): Promise<string> {
  const [device, permissions, storage, tasks, engine, left, settings, privacy] = await Promise.all([
    readDevice(),
    grantedPermissions(),
    orNull('storage', readStorage()),
    orNull('downloads', readTasks()),
    orNull('engine page', timeOf(callEngine('speeds.read', { id: '' }))),
    readLeft(),
    readSettingsStore(),
    readPrivacy(),
  ]);
  return reportOf({
    version: device.version,
    system: device.system,
    browser: namedBrowser(),
    locale,
    ...permissions,
    storage,
    tasks,
    engine,
    left: [...left.values()].map(({ reason }) => reason),
    settings,
    ...privacy,
  });
}

async function readStorage(): Promise<NonNullable<Findings['storage']>> {
  const [free, parts] = await Promise.all([freeSpace(), listParts()]);
  return { free, parts: parts.length };
}

type Privacy = Pick<Findings, 'standing' | 'policy' | 'service' | 'granted' | 'contacts' | 'mismatches'>;

async function readPrivacy(): Promise<Privacy> {
  const [consent, service, ledger, witness] = await Promise.all([
    callPrivacy('consent.read', {}),
    callPrivacy('service.read', {}),
    callPrivacy('ledger.read', { text: '', purpose: null, task: null, before: null, most: lastContacts }),
    callPrivacy('witness.read', {}),
  ]);
  const reached = service.access ? 'entered' : 'no-access';
  return {
    standing: consent.standing,
    policy: consent.policy.version,
    service: service.address === '' ? 'none' : reached,
    granted: consent.grants.filter(({ live }) => live).map(({ purpose }) => purpose),
    contacts: ledger.entries,
    mismatches: witness.mismatches.length,
  };
}

async function timeOf(work: Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
}

/** That something cannot be read is what is looked for: it is part of the answer. */
async function orNull<T>(what: string, work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    console.error(`${what}:`, error);
    return null;
  }
}
