import { authorize, readConsent, standingOf } from '#domain/policy/consent';
import { nextConsent } from '#domain/policy/consent-step';
import type { ConsentEffect, ConsentEvent } from '#domain/policy/consent-event';
import { policy } from '#domain/policy/policy';
import { purposeIds, type PurposeId } from '#domain/policy/purpose';
import { readConsentRecord, storeConsent } from '#platform/consent-store';
import { wipeDeferred } from '#platform/deferred-store';
import { wipeAnswers } from '#platform/service-store';
import type { ConsentView } from '#protocol/privacy-api';
import { abortContacts, inTurn } from './contacts.ts';
import { registerScripts } from './click-watch.ts';
import { wipeGiving } from './giving.ts';
import { heedConsent } from './task-consent.ts';

/** Purposes whose work the engine page does. */
const inEngine: ReadonlySet<PurposeId> = new Set(['swarm', 'mirror-search']);

/** One change after the other. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Moves consent on: stored first, with its receipts, then what follows is carried out. Every part of that may be carried out
 * again, for a death in between repeats it. When this resolves it has taken effect.
 */
export function changeConsent(event: ConsentEvent): Promise<void> {
  const done = turn.then(async () => {
    const step = nextConsent(readConsent(await readConsentRecord()), event, policy);
    // Also where it cannot be stored; and again for what was let in before it was.
    endContacts(step.effects);
    if (step.receipts.length > 0) await storeConsent(step.consent, step.receipts);
    endContacts(step.effects);
    for (const effect of step.effects) await carryOut(effect);
    // What runs already may be searched for from now on.
    if (event.kind === 'granted' && inEngine.has(event.purpose)) await heedConsent();
  });
  turn = done.catch((error: unknown) => console.error('consent:', error));
  return done;
}

function endContacts(effects: readonly ConsentEffect[]): void {
  for (const effect of effects) {
    if (effect.kind === 'abort') abortContacts(effect.purpose);
  }
}

async function carryOut(effect: ConsentEffect): Promise<void> {
  if (effect.kind === 'wipe') await wipe(effect.purpose);
  // Torrents that run, and mirrors that are asked, are with the engine page.
  if (effect.kind === 'abort' && inEngine.has(effect.purpose)) await heedConsent();
  if (effect.kind === 'pause-tasks' || effect.kind === 'resume-tasks') {
    await heedConsent();
    await registerScripts();
  }
  // That there is something new is shown by the pages, which read how the user stands to the policy (viewConsent).
}

/** After what is being decided now, which may still keep something. */
async function wipe(purpose: PurposeId): Promise<void> {
  await inTurn(async () => {
    await Promise.all([wipeDeferred(purpose), wipeAnswers(purpose)]);
    if (purpose === 'mirror-giving') await wipeGiving();
  });
}

/** For the pages. */
export async function viewConsent(): Promise<ConsentView> {
  const stored = await readConsentRecord();
  const consent = readConsent(stored);
  const { version, effective, hash } = policy.current;
  return {
    standing: standingOf(consent, policy),
    policy: { version, effective, hash },
    decision: consent.decision && {
      kind: consent.decision.kind,
      version: consent.decision.version,
      at: consent.decision.at,
    },
    grants: purposeIds.flatMap((purpose) => {
      const given = consent.grants[purpose];
      return given === undefined ? [] : [{ purpose, at: given.at, live: authorize(purpose, stored, policy) !== null }];
    }),
  };
}
