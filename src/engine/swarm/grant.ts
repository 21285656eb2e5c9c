import { authorize, type Grant } from '#domain/policy/consent';
import { policy } from '#domain/policy/policy';
import { readConsentRecord } from '#platform/consent-store';

/** The user's live consent to torrents, as it is recorded now; null: none. */
export async function swarmGrant(): Promise<Grant<'swarm'> | null> {
  return authorize('swarm', await readConsentRecord(), policy);
}
