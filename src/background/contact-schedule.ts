import { authorize } from '#domain/policy/consent';
import { firefoxCategories } from '#domain/policy/firefox-consent';
import { policy } from '#domain/policy/policy';
import { purposeIds, type PurposeId, type Wire } from '#domain/policy/purpose';
import { callOf } from '#domain/policy/request';
import type { ServiceAddress } from '#domain/policy/service-address';
import { comesByItself, dueAt } from '#domain/policy/timing';
import { wires } from '#domain/policy/wires';
import { onItemCreated } from '#platform/browser-download';
import { readConsentRecord } from '#platform/consent-store';
import { hasConsent } from '#platform/data-consent';
import { readDeferred, wipeDeferred } from '#platform/deferred-store';
import type { Deferred } from '#domain/policy/deferred';
import { forgetOldEntries } from '#platform/ledger-store';
import { readLastCall, readService, storeAnswer, storeService, wipeAnswers } from '#platform/service-store';
import { hasAccess, onAccessLost } from '#platform/site-access';
import { onContactAlarm, setContactAlarm } from '#platform/wake';
import { changeConsent } from './consent.ts';
import { abortContacts, contact, giveWay, inTurn } from './contacts.ts';
import { isDownloading } from './engine-need.ts';
import { prepareReport } from './statistics.ts';
import { finishErasure } from './erasure.ts';
import { giveNext, nextGiving, wipeGiving } from './giving.ts';
import { wantsSnapshot } from './mirrors.ts';

/** While something downloads it is looked again after this time, ms; and at once when nothing does any more. */
const patience = 5 * 60_000;
/** No alarm rings earlier than after this time, ms. */
const soon = 60_000;

/** A call that is to be made, and from when on. */
interface Due {
  readonly wanted: Deferred;
  /** Of what was put off. */
  readonly id: number | null;
  /** Ms since 1970. */
  readonly at: number;
}

/** Must be called in the background's first turn. */
export function watchContacts(): void {
  onContactAlarm(() => void makeDueContacts());
  onAccessLost(() => void accessLost());
  // What is under way gives way to a download: a task's own beginning is told by the engine page (handlers, `badge.set`).
  onItemCreated(({ state }) => {
    if (state === 'in_progress') giveWay();
  });
  void start();
}

async function start(): Promise<void> {
  await changeConsent({ kind: 'policy-changed', at: Date.now() });
  await forgetOldEntries(Date.now());
  // What was taken back in the browser while nobody listened. It schedules what is left.
  await accessLost();
}

let running: Promise<void> | null = null;
/** Something has changed since the calls that are being made were found. */
let again = false;

/** Makes the calls whose time has come and those that were put off, then sets the alarm for the next one. */
export function makeDueContacts(): Promise<void> {
  again = running !== null;
  running ??= makeAllInTurn().finally(() => {
    running = null;
  });
  return running;
}

async function makeAllInTurn(): Promise<void> {
  do {
    again = false;
    await makeAll();
  } while (again);
}

async function makeAll(): Promise<void> {
  const now = Date.now();
  try {
    if (await isDownloading()) return;
    // One after the other: what the first brings may say whether the next is wanted.
    for (const due of await dueContacts(now)) if (due.at <= now && (await isWanted(due))) await make(due);
    await giveNext();
    await finishErasure();
  } finally {
    await schedule();
  }
}

async function make({ wanted, id }: Due): Promise<void> {
  const { outcome, reply } = await contact(wanted, id);
  if (outcome.kind !== 'answered' || id !== null) return;
  // Kept only while it is granted: what takes the grant back wipes it in the same turn.
  await inTurn(async () => {
    if (reply !== null && (await liveIn(wanted.purpose))) await storeAnswer(wanted.purpose, wanted.call, reply);
  });
}

async function liveIn(purpose: PurposeId): Promise<boolean> {
  return authorize(purpose, await readConsentRecord(), policy) !== null;
}

/** There is an alarm only while a live grant needs one, and a service can be asked. What waits to be drawn is drawn before. */
async function schedule(): Promise<void> {
  const now = Date.now();
  try {
    await inTurn(() => prepareReport(now));
  } finally {
    await setNextAlarm(now);
  }
}

async function setNextAlarm(now: number): Promise<void> {
  const [all, busy] = await Promise.all([dueContacts(now), isDownloading()]);
  const wanted = await Promise.all(all.map(isWanted));
  const due = all.filter((_, index) => wanted[index]);
  const moments = [...due.map(({ at }) => at), ...(await nextGiving())];
  const next = Math.min(...moments);
  await setContactAlarm(moments.length === 0 ? null : Math.max(next, now + (busy ? patience : soon)));
}

/** What is to be made, now or later: what comes by itself, and what was put off. */
async function dueContacts(now: number): Promise<Due[]> {
  const service = await readService();
  if (service === null || !(await hasAccess(service.address))) return [];
  const stored = await readConsentRecord();
  const live = purposeIds.filter((id) => authorize(id, stored, policy) !== null);
  const own = live.flatMap((purpose) =>
    callsOf(purpose)
      .filter(([, call]) => comesByItself(call))
      .map(([call]) => ({ wanted: { purpose, call, payload: {}, task: null }, id: null })),
  );
  const put = (await readDeferred())
    .filter(({ purpose }) => live.includes(purpose))
    .map(({ id, ...wanted }) => ({ wanted, id }));
  return Promise.all([...own, ...put].map(async (one) => ({ ...one, at: await momentOf(one.wanted, now) })));
}

/** The list of mirrors is fetched whole while that is what the service has signed. */
async function isWanted({ wanted: { purpose, call } }: Due): Promise<boolean> {
  return callOf(purpose, call) !== wires['mirror-search'].snapshot || wantsSnapshot(Date.now());
}

async function momentOf({ purpose, call: name, from }: Deferred, now: number): Promise<number> {
  const call = callOf(purpose, name);
  return call === null ? now : dueAt(call, await readLastCall(purpose, name), now, from);
}

const callsOf = (purpose: PurposeId): [string, Wire][] => Object.entries<Wire>(wires[purpose]);

/** Another service, or none: what was under way or meant for the old one, or came from it, is not for the new one. */
export async function serviceChanged(service: ServiceAddress): Promise<void> {
  await inTurn(async () => {
    await storeService(service);
    abortContacts(null);
    for (const purpose of purposeIds) await Promise.all([wipeDeferred(purpose), wipeAnswers(purpose)]);
    await wipeGiving();
  });
  void makeDueContacts();
}

/** The user has taken back in the browser what is granted here: its own consent, or that we read the service. */
async function accessLost(): Promise<void> {
  const service = await readService();
  const isServiceLost = service !== null && !(await hasAccess(service.address));
  for (const purpose of purposeIds) {
    const asksIt = callsOf(purpose).some(([, { endpoint }]) => endpoint !== null);
    const isLost = (isServiceLost && asksIt) || !(await hasConsent(firefoxCategories[purpose]));
    if (isLost) await changeConsent({ kind: 'permission-lost', at: Date.now(), purpose });
  }
  await schedule();
}
