import { policy } from '#domain/policy/policy';
import { readServiceAddress, writtenAddress } from '#domain/policy/service-address';
import { dueAt } from '#domain/policy/timing';
import { builtPurposes } from '#domain/policy/unbuilt';
import { wires } from '#domain/policy/wires';
import { readReceipts } from '#platform/consent-store';
import { eraseLedger, findEntries, forgetOldEntries, readMismatches } from '#platform/ledger-store';
import { readSeen } from '#platform/notice-store';
import { readLastCall, readService } from '#platform/service-store';
import { hasAccess } from '#platform/site-access';
import type { Handlers } from '#protocol/define';
import type { ConsentView, privacyApi } from '#protocol/privacy-api';
import { changeConsent, viewConsent } from './consent.ts';
import { contact } from './contacts.ts';
import { makeDueContacts, serviceChanged } from './contact-schedule.ts';
import { eraseAll } from './erasure.ts';
import { askBack, countGiving } from './giving.ts';
import { heldBundle, putAway } from './notices.ts';
import { nextReport } from './statistics.ts';
import { forgetRequests, judged } from './witness.ts';

/** Everything of the ledger that an export holds. */
const everything = { text: '', purpose: null, task: null } as const;

/** Answers to the pages on consent, service and ledger. */
export const privacyHandlers: Handlers<typeof privacyApi> = {
  'consent.read': viewConsent,
  async 'consent.decide'({ decision, policyHash }) {
    if (policyHash === policy.current.hash) await changeConsent({ kind: decision, at: Date.now() });
    return consentChanged();
  },
  async 'grant.give'({ purpose }) {
    if (builtPurposes.includes(purpose)) {
      await changeConsent({ kind: 'granted', at: Date.now(), purpose });
    }
    return consentChanged();
  },
  async 'grant.take-back'({ purpose }) {
    await changeConsent({ kind: 'revoked', at: Date.now(), purpose });
    return consentChanged();
  },
  async 'receipts.read'() {
    return { receipts: await readReceipts() };
  },
  async 'service.read'() {
    const service = await readService();
    return { address: service?.written ?? '', access: service !== null && (await hasAccess(service.address)) };
  },
  async 'service.set'({ address: entered }) {
    const read = readServiceAddress(entered);
    const before = (await readService())?.written ?? '';
    if (read.address === null) return { address: before, problem: read.problem };
    const address = writtenAddress(read);
    if (address !== before) await serviceChanged(read);
    return { address, problem: null };
  },
  async 'notices.read'() {
    const [tried = null] = await findEntries({ ...everything, purpose: 'updates' }, null, 1);
    return {
      held: await heldBundle('updates', Date.now()),
      tried: tried && { at: tried.at, outcome: tried.outcome },
      seen: await readSeen(),
      next: dueAt(wires.updates.bundle, await readLastCall('updates', 'bundle'), Date.now()),
    };
  },
  async 'notices.seen'({ ids }) {
    await putAway(ids);
    return {};
  },
  'statistics.read': async () => ({ next: await nextReport(Date.now()) }),
  'giving.read': countGiving,
  async 'giving.ask-back'() {
    await askBack();
    void makeDueContacts();
    return countGiving();
  },
  'contact.make': (wanted) => contact(wanted, null),
  async 'ledger.read'({ before, most, ...search }) {
    await forgetOldEntries(Date.now());
    const found = await findEntries(search, before, most + 1);
    return { entries: found.slice(0, most), more: found.length > most };
  },
  async 'ledger.export'() {
    await forgetOldEntries(Date.now());
    const entries = await findEntries(everything, null, Number.POSITIVE_INFINITY);
    const kept = { format: 1, exported: Date.now(), policyHash: policy.current.hash };
    const found = { entries, receipts: await readReceipts(), mismatches: await readMismatches() };
    return { json: JSON.stringify({ ...kept, ...found }, null, 2) };
  },
  async 'ledger.erase'() {
    forgetRequests();
    await eraseLedger();
    return {};
  },
  async 'data.erase'({ askBack: asksBack }) {
    const erased = await eraseAll(asksBack);
    // What is to be asked back needs its alarm again.
    void makeDueContacts();
    return erased;
  },
  async 'witness.read'() {
    await judged();
    return { mismatches: await readMismatches() };
  },
};

async function consentChanged(): Promise<ConsentView> {
  void makeDueContacts();
  return viewConsent();
}
