import { onTestFinished } from 'vitest';
import type { FileIdentity } from '#domain/mirror/sealing';
import { PublicNames } from '../support/public-names.ts';
import { Relay } from '../support/relay.ts';
import { days, startOne, type Running } from '../support/service/running.ts';
import { startSite, type Site, type SiteOptions } from '../support/site/site.ts';
import { Privacy } from './privacy.ts';
import { MiB, stageFor, type Stage } from './stage.ts';

/** Looks public, and is: nobody has it (RFC 2606 section 3). */
export const originName = 'files.origin.example';
export const mirrorName = 'pub.mirror.example';

export const fileName = 'ferret-notes.bin';
const size = 12 * MiB;
/** Of each site, all its connections together, bytes/s. */
const rate = 1.5 * MiB;

/** A real service, and real servers under names that look public. */
export interface Cast {
  readonly service: Running;
  readonly relay: Relay;
  readonly names: PublicNames;
  readonly origin: Site;
  readonly mirror: Site;
  readonly file: FileIdentity;
}

async function site(options: SiteOptions = {}): Promise<Site> {
  const one = await startSite({ rate, capped: 'site', burst: 64 * 1024, ...options });
  onTestFinished(() => one.stop());
  return one;
}

/** The origin says which file it is (RFC 9530); the mirror says nothing. */
export async function cast(): Promise<Cast> {
  const [origin, mirror] = [await site(), await site()];
  for (const one of [origin, mirror]) one.add(fileName, { size });
  const sha256 = await origin.sha256(fileName);
  const digest = Buffer.from(sha256, 'hex').toString('base64');
  origin.set(fileName, { headers: { 'repr-digest': `sha-256=:${digest}:` } });
  const names = new PublicNames();
  onTestFinished(() => names.close());
  await names.front(originName, Number(new URL(origin.origin).port));
  await names.front(mirrorName, Number(new URL(mirror.origin).port));
  // A week ago, so that a week can pass until now.
  const service = await startOne('sqlite', {}, { now: Date.now() - 7 * days });
  onTestFinished(() => service.close());
  const relay = await Relay.before(service.service.address);
  onTestFinished(() => relay.close());
  return { service, relay, names, origin, mirror, file: { sha256, size } };
}

export const addressAt = (name: string): string => `https://${name}/${fileName}`;

/** What was given is handed out from now on. */
export async function release({ service }: Cast): Promise<void> {
  service.clock.now = Date.now();
  await service.service.upkeep();
}

/** A user with mirror search on, and the list of mirrors here. */
export async function searcher(of: Cast): Promise<{ stage: Stage; privacy: Privacy }> {
  const stage = await stageFor({ extraArgs: of.names.flags });
  const privacy = new Privacy(stage);
  await privacy.call('service.set', { address: of.relay.through(of.service.service.entered) });
  await privacy.call('grant.give', { purpose: 'mirror-search' });
  await stage.until(
    async () => (await privacy.answers()).includes('answer mirror-search snapshot'),
    'the list is here',
  );
  return { stage, privacy };
}

/** Bytes that a site sent of the file. */
export const sentBy = (one: Site): number => one.log(fileName).bytes;
