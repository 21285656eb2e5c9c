import { fromBase64, toBase64 } from '#domain/base64';
import type { Outcome } from '#domain/ledger/entry';
import { afterRefusal, asGiven, laterThan, nextOf, type Contribution } from '#domain/mirror/contribution';
import { eraserHash } from '#domain/mirror/eraser';
import { giving } from '#domain/mirror/giving';
import { authorize } from '#domain/policy/consent';
import { policy } from '#domain/policy/policy';
import type { CallOf } from '#domain/policy/wires';
import { blindToken, finishToken, type Token } from '#domain/token/token';
import { findWork } from '#domain/token/work';
import { wait } from '#platform/clock';
import { readConsentRecord } from '#platform/consent-store';
import { addContributions, changeContribution, readContributions, type Stored } from '#platform/contribution-store';
import { randomBytes, randomShare } from '#platform/random';
import { isErasing, stopErasing } from '#platform/erase-data';
import { readService } from '#platform/service-store';
import { stayAwake } from '#platform/wake';
import type { backgroundApi } from '#protocol/background-api';
import type { RequestOf, ResponseOf } from '#protocol/define';
import type { privacyApi } from '#protocol/privacy-api';
import { contact, inTurn, type Contact } from './contacts.ts';
import { heldBundle } from './notices.ts';

/** So many nonces are tried in a row: some 30 ms, after which others have their turn. */
const triesAtOnce = 20_000;

/** More zero bits are not worked for: some 16 million tries, half a minute. */
const mostWork = 24;

/** Whether the user gives mirrors back. */
export async function isGiving(): Promise<boolean> {
  return authorize('mirror-giving', await readConsentRecord(), policy) !== null;
}

/** What a download has left to give: kept until a random moment of its own. Nothing where it is not granted. */
export async function keepForGiving({ all }: RequestOf<typeof backgroundApi, 'mirrors.give'>): Promise<void> {
  await inTurn(async () => {
    const service = await readService();
    if (service === null || !(await isGiving())) return;
    await addContributions(
      all.map((one) => ({
        ...one,
        eraser: toBase64(randomBytes(32)),
        token: null,
        stage: 'waits',
        at: later(),
        tries: 0,
        service: service.address,
      })),
    );
  });
}

const later = (): number => laterThan(Date.now(), randomShare());

/** When messages are to be sent, ms since 1970; none where it is not granted. */
export async function nextGiving(): Promise<number[]> {
  return (await isGiving()) ? (await ofThisService()).flatMap(({ at }) => at ?? []) : [];
}

/** Sends one message whose moment has come, if there is one; what was missed beside it gets another moment. */
export async function giveNext(): Promise<void> {
  if (!(await isGiving())) return;
  const { next, missed } = nextOf(await ofThisService(), Date.now());
  for (const one of missed) await changeContribution(one, { ...one, at: later() });
  if (next !== null) await send(next);
}

async function ofThisService(): Promise<Stored[]> {
  const service = await readService();
  return (await readContributions()).filter((one) => one.service === service?.address);
}

async function send(one: Stored): Promise<void> {
  if (one.stage === 'regretted') return settle(one, await ask('erase', eraseBody(one)), () => null);
  const held = await heldBundle('mirror-giving', Date.now());
  if (held === null || held.expired || held.bundle.tokenWork > mostWork)
    return changeContribution(one, { ...one, at: later() });
  const { tokenKey, tokenWork } = held.bundle;
  if (one.token?.key !== tokenKey) return fetchToken(one, tokenKey, tokenWork);
  const { input, output } = one.token;
  const common = { tag: one.tag, token: { input, output }, eraser: toBase64(eraserHash(bytesOf(one.eraser))) };
  const sent =
    one.sealed === null
      ? await ask('vote', { ...common, entry: one.entry, vote: '-' })
      : await ask('give', { ...common, sealed: one.sealed });
  await settle(one, sent, asGiven);
}

/** A token is asked for at a moment of its own: it is spent at another. */
async function fetchToken(one: Stored, tokenKey: string, work: number): Promise<void> {
  const key = bytesOf(tokenKey);
  const pending = blindToken((count = 32) => randomBytes(count));
  const nonce = await workFor(key, pending.blinded, work);
  // Switched off meanwhile.
  if (nonce === null) return;
  const sent = await ask('token', { blinded: toBase64(pending.blinded), nonce: toBase64(nonce) });
  const issued = giving.token.reply.safeParse(sent.reply).data;
  const token: Token | null = issued
    ? finishToken(pending, { evaluated: bytesOf(issued.evaluated), proof: bytesOf(issued.proof) }, key)
    : null;
  // One of another key could mark who asked: it is as if none had come.
  const outcome: Outcome =
    sent.outcome.kind === 'answered' && token === null
      ? { kind: 'failed', because: 'signature', status: 200 }
      : sent.outcome;
  await settle(one, { ...sent, outcome }, () => ({
    ...one,
    at: later(),
    tries: 0,
    token: token && { input: toBase64(token.input), output: toBase64(token.output), key: tokenKey },
  }));
}

async function workFor(key: Uint8Array, blinded: Uint8Array, bits: number): Promise<Uint8Array | null> {
  const letGo = stayAwake();
  try {
    for (let from = 0; await isGiving(); from += triesAtOnce) {
      const nonce = findWork(key, blinded, bits, { from, tries: triesAtOnce });
      if (nonce !== null) return nonce;
      await wait(0, new AbortController().signal);
    }
    return null;
  } finally {
    letGo();
  }
}

/** What follows from a message: what was answered goes on, what was not made waits as it does, what was not taken is tried again. */
async function settle(
  one: Stored,
  { outcome }: Contact,
  answered: (one: Stored) => Contribution | null,
): Promise<void> {
  if (outcome.kind === 'answered') return changeContribution(one, answered(one));
  // A download began: it may have arrived, and is sent again as it was.
  if (outcome.kind === 'aborted') return changeContribution(one, { ...one, at: later() });
  if (outcome.kind !== 'failed') return;
  await changeContribution(one, refused(one, outcome.status));
}

/** What is made of one that was not taken. @param status of the answer; null: there was none */
function refused(one: Stored, status: number | null): Contribution | null {
  // There is no such address any more: nothing to vote against.
  if (status === 404) return null;
  // A token that was spent, or is of a key that is gone, is of no use.
  const isSpent = status === 403 || status === 409;
  return afterRefusal(isSpent ? { ...one, token: null } : one, later());
}

function ask(call: CallOf<'mirror-giving'>, payload: Record<string, unknown>): Promise<Contact> {
  return contact({ purpose: 'mirror-giving', call, payload, task: null }, null);
}

const eraseBody = ({ tag, entry, eraser }: Stored) => ({ tag, entry, token: eraser });
const bytesOf = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0);

/** Everything that was given is asked back, one by one, each at a random moment. What waits to be given is not given. */
export async function askBack(): Promise<void> {
  await inTurn(async () => {
    if (!(await isGiving())) return;
    for (const one of await ofThisService()) {
      // One whose answer did not come may have arrived.
      const isUnsent = one.stage === 'waits' && one.token === null;
      if (isUnsent) await changeContribution(one, null);
      else if (one.stage !== 'regretted')
        await changeContribution(one, { ...asGiven(one), stage: 'regretted', at: later() });
    }
  });
}

/** It is not granted any more, or not for this service: what waits is forgotten. The deletion tokens stay: without them nothing could ever be asked back. */
export async function wipeGiving(): Promise<void> {
  // What is not asked back any more is not to be forgotten by itself, either.
  await stopErasing();
  for (const one of await readContributions()) {
    // One whose answer did not come may have arrived: its deletion token is kept, too.
    if (one.stage === 'waits') await changeContribution(one, one.token === null ? null : asGiven(one));
    else if (one.stage === 'regretted') await changeContribution(one, { ...one, stage: 'given', at: null, tries: 0 });
  }
}

/** For the pages. */
export async function countGiving(): Promise<ResponseOf<typeof privacyApi, 'giving.read'>> {
  const service = await readService();
  const known = await readContributions();
  const own = known.filter((one) => one.service === service?.address);
  const count = (stage: Contribution['stage']): number => own.filter((one) => one.stage === stage).length;
  const others = known.filter((one) => one.service !== service?.address && one.stage !== 'waits');
  const elsewhere = [...Map.groupBy(others, (one) => new URL(one.service).host)].map(([host, all]) => ({
    host,
    count: all.length,
  }));
  return {
    waiting: count('waits'),
    given: count('given'),
    regretted: count('regretted'),
    erasing: await isErasing(),
    elsewhere,
  };
}
