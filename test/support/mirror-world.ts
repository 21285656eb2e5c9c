import type { FileIdentity } from '#domain/mirror/sealing';
import { PublicNames } from './public-names.ts';
import { Relay } from './relay.ts';
import { publishRelease } from '../../server/mirrors/release.ts';
import { openStore, type Place } from '../../server/store/store.ts';
import { fill } from '../../bench/service/fill.ts';
import { freshPlace } from './service/places.ts';
import { days, startOne, type Running } from './service/running.ts';
import { startSite, type Site } from './site/site.ts';

/** Look public, and nobody has them (RFC 2606 section 3). */
export const originName = 'files.origin.example';
export const mirrorName = 'pub.mirror.example';
export const fileName = 'ferret-notes.bin';

export const addressAt = (name: string): string => `https://${name}/${fileName}`;

/** A real service, and two real servers of one file under names that look public. */
export interface MirrorWorld {
  readonly service: Running;
  /** Stands before the service. */
  readonly relay: Relay;
  readonly names: PublicNames;
  readonly origin: Site;
  readonly mirror: Site;
  readonly file: FileIdentity;
  close(): Promise<void>;
}

interface Wanted {
  /** Bytes. */
  readonly size: number;
  /** Of each site, all its connections together, bytes/s. */
  readonly rate: number;
  /** Until an address is handed out. */
  readonly votes: number;
  /** Rows of other files in the list; default: none. */
  readonly others?: number;
}

/** The origin says which file it is (RFC 9530); the mirror says nothing. */
export async function openMirrorWorld({ size, rate, votes, others = 0 }: Wanted): Promise<MirrorWorld> {
  const site = (): Promise<Site> =>
    startSite({ rate, capped: 'site', burst: 64 * 1024, files: { [fileName]: { size } } });
  const [origin, mirror] = [await site(), await site()];
  const sha256 = await origin.sha256(fileName);
  const digest = Buffer.from(sha256, 'hex').toString('base64');
  origin.set(fileName, { headers: { 'repr-digest': `sha-256=:${digest}:` } });
  const names = await PublicNames.open();
  names.front(originName, Number(new URL(origin.origin).port));
  names.front(mirrorName, Number(new URL(mirror.origin).port));
  // A week ago, so that a week can pass until now.
  const place = await freshPlace('sqlite');
  if (others > 0) await fillLongAgo(place, others);
  const service = await startOne(place, { votes }, { now: Date.now() - 7 * days });
  const relay = await Relay.before(service.service.address);
  const close = async (): Promise<void> => {
    relay.close();
    names.close();
    await Promise.all([service.close(), origin.stop(), mirror.stop()]);
  };
  return { service, relay, names, origin, mirror, file: { sha256, size }, close };
}

/** So that what is given now is of a later week. */
async function fillLongAgo(place: Place, rows: number): Promise<void> {
  await fill(place, rows);
  const store = await openStore(place);
  await publishRelease(store, 0);
  await store.close();
}

/** A week passes: what was given is handed out from now on. */
export async function release({ service }: MirrorWorld): Promise<void> {
  service.clock.now += 7 * days;
  await service.service.upkeep();
}
