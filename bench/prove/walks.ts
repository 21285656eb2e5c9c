import { setTimeout as pause } from 'node:timers/promises';
import { acceptPolicy, declinePolicy } from '../../test/support/browser/first-page.ts';
import { until } from '../../test/support/until.ts';
import type { Scene } from './scene.ts';

/** A part of a walk. What the recording has is divided by their names. */
interface Step {
  readonly name: string;
  walk(scene: Scene): Promise<void>;
}

/** Steps in a fresh profile, in which the extension has just been installed. */
export interface Walk {
  readonly name: string;
  readonly steps: readonly Step[];
}

const MiB = 2 ** 20;

/** What the walks' site has: large enough, at its rate, for the extension to take over. */
export const taskFiles = { 'first.bin': { size: 10 * MiB }, 'second.bin': { size: 10 * MiB } };
/** Of each connection, bytes/s: slow enough for a loaded machine to see that a second one brings as much. */
export const taskRate = MiB;

const magnet = `magnet:?xt=urn:btih:${'5a'.repeat(20)}&dn=nobody`;

/** The tracker of the one torrent that is accepted. */
export const trackerHost = 'accepted.example.test';

export const steps = {
  accepted: { name: 'first run accepted', walk: (scene) => acceptPolicy(scene.browser) },

  declined: { name: 'first run declined', walk: (scene) => declinePolicy(scene.browser) },

  left: { name: 'a download left to the browser', walk: (scene) => scene.download('first.bin', 'browser') },

  task: { name: 'an HTTP task', walk: (scene) => scene.download('first.bin') },

  torrentDeclined: {
    name: 'a torrent declined',
    walk: (scene) =>
      scene.magnet(`${magnet}&tr=ws://tracker.example.test/announce&tr=udp://tracker.example.test:6969`, 'Not now'),
  },

  /** Its card names the tracker and this server: neither hears anything before the user has agreed. */
  addressServer: {
    name: 'a torrent declined that could ask an address server',
    async walk(scene) {
      const options = await scene.browser.openPage('options.html');
      const field = await options.waitForSelector('#setting-peerServer');
      await field?.type('stun:address.example.test:3478');
      await options.keyboard.press('Tab');
      await options.waitForSelector('.saved');
      await options.close();
      await scene.magnet(`${magnet}&tr=ws://tracker.example.test/announce`, 'Not now');
    },
  },

  /** It goes on to look for peers until the walk is over. Its tracker has a name that nobody knows: that it is looked up is the contact. */
  torrentAccepted: {
    name: 'a torrent accepted',
    walk: (scene) => scene.magnet(`${magnet}&tr=ws://${trackerHost}/announce&tr=udp://${trackerHost}:6969`, 'Start'),
  },

  pages: {
    name: 'every page opened',
    async walk({ browser, pages }) {
      for (const path of pages) {
        const page = await browser.openPage(path);
        // Drawn, and not just an empty page that waits for its script.
        await page.waitForSelector('h1, button, input, a');
        await page.close();
      }
    },
  },

  restart: { name: 'the browser started again', walk: (scene) => scene.restart() },

  idling: {
    name: 'idling',
    async walk({ browser, extended, window }) {
      // What the browser does by itself after 30 s, unless DevTools are attached, as here.
      if (extended) await browser.stopServiceWorker();
      // observation window: the time itself is what is meant
      await pause(window);
    },
  },

  everythingOff: {
    name: 'everything off',
    async walk(scene) {
      const options = await scene.browser.openPage('options.html');
      await options.waitForSelector('[role=switch]');
      await options.$$eval('input[role=switch]', (all) =>
        all.filter((one) => one.checked).forEach((one) => one.click()),
      );
      await until(() => options.$$eval('input[role=switch]', (all) => all.every((one) => !one.checked)), {
        what: 'every switch is off',
      });
      await options.close();
      await scene.download('second.bin');
    },
  },

  /** A leak that needs the site's address: only the browser's own word for the page it comes from is looked for. */
  posted: {
    name: 'posted by the background',
    async walk({ browser, origin }) {
      const background = await browser.background();
      await background.evaluate((url) => fetch(url, { method: 'POST' }).then(() => 0), `${origin}/`);
    },
  },
} as const satisfies Record<string, Step>;

/** The walks of a proof: one for each answer to the page that opens at the first start. */
export const walks: readonly Walk[] = [
  { name: 'declined', steps: [steps.declined, steps.left, steps.pages, steps.restart, steps.idling] },
  {
    name: 'as installed',
    steps: [
      steps.accepted,
      steps.task,
      steps.torrentDeclined,
      steps.addressServer,
      steps.torrentAccepted,
      steps.pages,
      steps.restart,
      steps.idling,
      steps.everythingOff,
    ],
  },
];

/** What the browser alone can do of them. */
export const controlWalk: Walk = { name: 'the browser alone', steps: [steps.task, steps.restart, steps.idling] };

/** Enters every context that leaks are planted in. */
export const leakWalk: Walk = {
  name: 'with planted leaks',
  steps: [steps.accepted, steps.task, steps.posted, steps.pages],
};
