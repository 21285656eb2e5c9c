import { bundleSchema, signedBundleSchema, type Bundle } from '#domain/notice/bundle';
import type { Refusal } from '#domain/notice/refusal';
import { verifyBundle } from '#domain/notice/verify';
import { authorize } from '#domain/policy/consent';
import { policy } from '#domain/policy/policy';
import { readConsentRecord } from '#platform/consent-store';
import { readSeen, storeSeen } from '#platform/notice-store';
import { readAnswer, readTrust, storeTrust, type Service } from '#platform/service-store';

/** The purposes that fetch the signed bundle, each under its own grant and for itself: none leans on another's switch. */
type BundlePurpose = 'updates' | 'mirror-search' | 'mirror-giving';

/**
 * Holds what a service answered as its bundle against the fingerprint that the user entered and all that was accepted of it before; what
 * is accepted is remembered, so that nothing older is taken after it.
 * @param now ms since 1970
 * @returns why it is not taken; null: it is
 */
export async function acceptBundle(service: Service, reply: unknown, now: number): Promise<Refusal | null> {
  const { fingerprint } = service;
  const known = await readTrust(service);
  const trusted = { fingerprint, key: known?.key ?? null, number: known?.number ?? 0, today: dayOf(now) };
  const verified = verifyBundle(signedBundleSchema.parse(reply), trusted);
  if (verified.kind === 'refused') return verified.because;
  await storeTrust({ fingerprint, key: verified.key, number: verified.bundle.number });
  return null;
}

/** What the service has signed and was accepted: what it tells, how mirrors are asked for, the tokens' key and work. */
interface Held {
  readonly bundle: Bundle;
  /** Its last day is over, by this device's clock: it is told, and nothing is done by it. */
  readonly expired: boolean;
}

/** The newest bundle that was fetched for this purpose; null: it is not granted, or none came yet. @param now ms since 1970 */
export async function heldBundle(purpose: BundlePurpose, now: number): Promise<Held | null> {
  if (authorize(purpose, await readConsentRecord(), policy) === null) return null;
  const stored = signedBundleSchema.safeParse(await readAnswer(purpose, 'bundle'));
  if (!stored.success) return null;
  const bundle = bundleSchema.parse(JSON.parse(stored.data.signed));
  return { bundle, expired: bundle.expires < dayOf(now) };
}

/** The user has seen these: they are not shown above his downloads again. Ids of notices that are no more are forgotten. */
export async function putAway(ids: readonly string[]): Promise<void> {
  const held = await heldBundle('updates', Date.now());
  const known = new Set([...(await readSeen()), ...ids]);
  await storeSeen(held?.bundle.notices.flatMap(({ id }) => (known.has(id) ? [id] : [])) ?? []);
}

/** Whether a list of mirrors is the one that the service has signed. @param sha256 of its bytes @param now ms since 1970 */
export async function isSignedList(sha256: string, now: number): Promise<boolean> {
  const held = await heldBundle('mirror-search', now);
  return held !== null && !held.expired && held.bundle.mirrors.snapshot === sha256;
}

/** As 2027-01-31, UTC. */
const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);
