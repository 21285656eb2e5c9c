import { PerseidError } from '#domain/error';
import { readConsent } from '#domain/policy/consent';
import { purposeIds, type PurposeId } from '#domain/policy/purpose';
import { setBadge } from '#platform/badge';
import { readConsentRecord } from '#platform/consent-store';
import { eraseOwnData, isErasing, stopErasing } from '#platform/erase-data';
import { readService } from '#platform/service-store';
import { hasSettings } from '#platform/settings-store';
import { readTasks } from '#platform/task-store';
import { changeConsent } from './consent.ts';
import { abortContacts, inTurn } from './contacts.ts';
import { askBack, countGiving, isGiving } from './giving.ts';
import { forgetRequests } from './witness.ts';

/** What asks back is done under this grant. */
const needed: PurposeId = 'mirror-giving';

/**
 * Everything that is kept is erased. With `asksBack` what the service was given is asked back first, as far as that is granted: what this
 * needs stays until the last of it was answered, or given up.
 * @returns what a look afterwards still found, and how many are to be asked back
 * @throws PerseidError `not-accepted`: nothing may be asked back
 */
export async function eraseAll(asksBack: boolean): Promise<{ left: string[]; asking: number }> {
  // Rather not at all than without the deletion tokens that the user wants used.
  if (asksBack && !(await isGiving())) throw new PerseidError('not-accepted');
  if (asksBack) await askBack();
  const { regretted: asking } = asksBack ? await countGiving() : { regretted: 0 };
  // Of what is granted, nothing more goes out but this.
  if (asking > 0) await endGrants(purposeIds.filter((id) => id !== needed));
  return { left: await erase(asking > 0), asking };
}

async function erase(asksBack: boolean): Promise<string[]> {
  abortContacts(null);
  forgetRequests();
  const left = await inTurn(async () => eraseOwnData(asksBack ? ((await readService())?.address ?? null) : null));
  await setBadge({ running: 0, asking: false });
  return left;
}

async function endGrants(purposes: readonly PurposeId[]): Promise<void> {
  for (const purpose of purposes) await changeConsent({ kind: 'revoked', at: Date.now(), purpose });
}

/** When the last was asked back, what was kept for that goes, too; but not what the user has begun since. */
export async function finishErasure(): Promise<void> {
  if (!(await isErasing()) || (await countGiving()).regretted > 0) return;
  if (await isUsedAgain()) {
    await stopErasing();
    await endGrants([needed]);
    return;
  }
  const left = await erase(false);
  if (left.length > 0) console.error('Not erased:', left);
}

/** Whether there is anything that was not there when all was erased: a download, a setting, another switch. */
async function isUsedAgain(): Promise<boolean> {
  const { grants } = readConsent(await readConsentRecord());
  const isSwitchedOn = Object.keys(grants).some((id) => id !== needed);
  return isSwitchedOn || (await hasSettings()) || (await readTasks()).length > 0;
}
