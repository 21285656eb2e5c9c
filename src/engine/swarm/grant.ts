import { authorize, type Grant } from '#domain/policy/consent';
import { firefoxCategories } from '#domain/policy/firefox-consent';
import { policy } from '#domain/policy/policy';
import { readConsentRecord } from '#platform/consent-store';
import { hasConsent } from '#platform/data-consent';

/** The user's live consent to torrents, as it is recorded now, and as the browser has it; null: none. */
export async function swarmGrant(): Promise<Grant<'swarm'> | null> {
  if (!(await hasConsent(firefoxCategories.swarm))) return null;
  return authorize('swarm', await readConsentRecord(), policy);
}
