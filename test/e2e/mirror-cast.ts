import { expect, onTestFinished } from 'vitest';
import { wordsFor } from '#domain/i18n/words';
import type { PurposeId } from '#domain/policy/purpose';
import { purposes } from '#domain/policy/registry';
import type { Stored } from '#platform/contribution-store';
import { fileName, openMirrorWorld, type MirrorWorld } from '../support/mirror-world.ts';
import type { Site } from '../support/site/site.ts';
import { optionsWords } from '../../src/options/words.ts';
import { OptionsPage } from './options-page.ts';
import { Privacy } from './privacy.ts';
import { MiB, stageFor, type Stage } from './stage.ts';

const t = wordsFor(['en'], optionsWords);

/** The world of one test. @param votes until an address is handed out @param others rows of other files */
export async function cast(votes = 3, others = 0): Promise<MirrorWorld> {
  const world = await openMirrorWorld({ size: 12 * MiB, rate: 1.5 * MiB, votes, others });
  onTestFinished(() => world.close());
  return world;
}

interface User {
  readonly stage: Stage;
  readonly privacy: Privacy;
}

/** A user with the service, and this purpose switched on. */
export async function userWith(of: MirrorWorld, purpose: PurposeId): Promise<User> {
  const stage = await stageFor(of.names.launch);
  const privacy = new Privacy(stage);
  await privacy.call('service.set', { address: of.relay.through(of.service.service.entered) });
  // As a person does it: Firefox gives its own consent with that, and without it a grant ends at the next start.
  const options = await OptionsPage.open(stage);
  await options.press(t(purposes[purpose].label), 'switch');
  await stage.until(
    async () => (await privacy.call('consent.read', {})).grants.some((grant) => grant.purpose === purpose),
    'it is switched on',
  );
  return { stage, privacy };
}

/** A user who gives mirrors back. */
export async function giver(of: MirrorWorld): Promise<User> {
  const user = await userWith(of, 'mirror-giving');
  await user.stage.until(async () => (await user.privacy.answers()).length > 0, 'the signed bundle is here');
  return user;
}

/** Everything that is given, or is to be. */
export const contributions = async ({ privacy }: User): Promise<Stored[]> =>
  (await privacy.all('contributions')) as Stored[];

/** Lets the moment of the one message that waits come, and be over. @returns what is kept of it; none: it is gone */
export async function momentComes(user: User): Promise<Stored | undefined> {
  const [before] = await contributions(user);
  expect(before?.at).toBeGreaterThan(Date.now() + 3_500_000);
  expect(before?.at).toBeLessThan(Date.now() + 24 * 3_600_000);
  await user.privacy.put('contributions', { ...before, at: 1 });
  await user.privacy.ring();
  await user.stage.until(async () => (await contributions(user))[0]?.at !== 1, 'its moment is over');
  return (await contributions(user))[0];
}

/** A user with mirror search on, and the list of mirrors here. */
export async function searcher(of: MirrorWorld): Promise<User> {
  const { stage, privacy } = await userWith(of, 'mirror-search');
  await stage.until(
    async () => (await privacy.answers()).includes('answer mirror-search snapshot'),
    'the list is here',
  );
  return { stage, privacy };
}

/** Bytes that a site sent of the file. */
export const sentBy = (one: Site): number => one.log(fileName).bytes;
