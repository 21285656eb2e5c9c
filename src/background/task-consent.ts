import { authorize, readConsent, standingOf, type Standing } from '#domain/policy/consent';
import { policy } from '#domain/policy/policy';
import { readConsentRecord } from '#platform/consent-store';
import { ensureEngine, isEngineOpen } from '#platform/engine-host/index';
import { waitingForConsent } from '#platform/task-store';
import { callEngine } from './call-engine.ts';

/** How the user stands to the policy of this program. */
export async function standingNow(): Promise<Standing> {
  return standingOf(readConsent(await readConsentRecord()), policy);
}

/** Whether the user has switched mirror search on. */
export async function isSearching(): Promise<boolean> {
  return authorize('mirror-search', await readConsentRecord(), policy) !== null;
}

/** Whether Perseid may do anything for the user: he has accepted this policy, or one that said the same (BC23, BC24). */
export async function isAccepted(): Promise<boolean> {
  return (await standingNow()) === 'accepted';
}

/** The user's word on the policy changed: tasks wait, or go on. Resolves when nothing more is asked of anybody for them. */
export async function heedConsent(): Promise<void> {
  const waiting = (await isAccepted()) && (await waitingForConsent()).length > 0;
  if (waiting) await ensureEngine();
  if (waiting || (await isEngineOpen())) await callEngine('consent.changed', {});
}
