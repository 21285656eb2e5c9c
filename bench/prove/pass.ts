import { type Site, startSite } from '../../test/support/site/site.ts';
import { Contacts, type Hosts } from './contacts.ts';
import { enclose, type Enclosure } from './enclosure.ts';
import { Recording } from './recording.ts';
import type { Requests } from './requests.ts';
import { type Resolver, startResolver } from './resolver.ts';
import { Scene } from './scene.ts';
import { taskFiles, taskRate, type Walk } from './walks.ts';

/** The host of the tasks. (`test` is nobody's: RFC 6761.) */
export const taskHost = 'files.example.test';

/** One walk, recorded. */
export interface Pass {
  readonly walk: Walk;
  /** Folder of the built extension; null: the browser alone. */
  readonly build: `/${string}` | null;
  /** How long it stands still and looks, ms. */
  readonly window: number;
}

/** What a recording shows. */
export interface Recorded extends Pick<Requests, 'headers' | 'named'> {
  readonly hosts: Hosts;
}

/** Walks in an enclosure of its own. @throws when the walk fails, or the recording is not complete */
export async function play(pass: Pass): Promise<Recorded> {
  const enclosure = await enclose();
  try {
    const site = await startSite({ host: enclosure.site, files: taskFiles, rate: taskRate });
    try {
      return await record(enclosure, site, pass);
    } finally {
      await site.stop();
    }
  } finally {
    enclosure.close();
  }
}

async function record(enclosure: Enclosure, site: Site, pass: Pass): Promise<Recorded> {
  const resolver = await startResolver(enclosure.resolver, new Map([[taskHost, enclosure.site]]));
  try {
    const contacts = new Contacts({ ...enclosure, names: new Map([[enclosure.site, taskHost]]) });
    const recording = await Recording.start(enclosure, contacts);
    try {
      await walkThrough(pass, enclosure, site, recording);
      await recording.mark('end');
    } finally {
      await recording.stop();
    }
    compare(contacts, resolver);
    const { hosts, requests } = contacts;
    return { hosts, headers: requests.headers, named: requests.named };
  } finally {
    await resolver.close();
  }
}

/** Two who count the same. */
function compare({ lookUps }: Contacts, { heard }: Resolver): void {
  if (lookUps !== heard) throw new Error(`The resolver heard ${heard} look-ups, the recording has ${lookUps}.`);
}

async function walkThrough(
  pass: Pass,
  { within, drivenAt }: Enclosure,
  site: Site,
  recording: Recording,
): Promise<void> {
  const { walk, build, window } = pass;
  const origin = `http://${taskHost}:${new URL(site.origin).port}`;
  await recording.mark('install');
  const scene = await Scene.open({ site, origin, within, drivenAt, build, window });
  try {
    for (const step of walk.steps) {
      await recording.mark(step.name);
      await step.walk(scene);
    }
    await recording.mark('closing');
  } finally {
    await scene.close();
  }
}
