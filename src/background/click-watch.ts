import { browser } from '#platform/browser';
import { ensureEngine } from '#platform/engine-host/index';
import { readSettingsStore } from '#platform/settings-store';
import { grantedSites, watchAccess } from '#platform/site-access';
import { serve } from '#platform/serve';
import { contentApi } from '#protocol/content-api';
import { noteClick } from './bypass.ts';
import { openMagnet } from './open-magnet.ts';
import { isAccepted } from './task-consent.ts';

/** The content scripts, and whether each is wanted: magnet links are opened only where nothing speaks against it. */
const scripts: readonly { readonly id: string; readonly wanted: () => Promise<boolean> }[] = [
  { id: 'link-capture', wanted: () => Promise.resolve(true) },
  {
    id: 'magnet-capture',
    wanted: async () => (await readSettingsStore()).torrents && (await isAccepted()),
  },
];

/**
 * Keeps the content scripts registered on exactly the sites the user has allowed: static ones
 * would force the warning about all sites. Must be called in the background's first turn.
 */
export function watchClicks(): void {
  serve(contentApi, {
    async 'click.modified'({ url, ...keys }) {
      await noteClick(url, keys);
      return {};
    },
    // It takes its time: by then the browser knows whether it is a download. It closes again if nothing comes.
    async 'link.pressed'() {
      if ((await readSettingsStore()).takeover !== 'ask' && (await isAccepted())) await ensureEngine();
      return {};
    },
    async 'magnet.clicked'({ url }) {
      await openMagnet(url);
      return {};
    },
  });
  watchAccess(() => void registerScripts());
  void registerScripts();
}

let turn: Promise<unknown> = Promise.resolve();

/** To be called when what decides about them has changed. One registration after the other: two at once would both find it missing. */
export function registerScripts(): Promise<void> {
  const done = turn.then(async () => {
    const matches = await grantedSites();
    for (const { id, wanted } of scripts) {
      const [known] = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
      if (known) await browser.scripting.unregisterContentScripts({ ids: [id] });
      if (matches.length === 0 || !(await wanted())) continue;
      await browser.scripting.registerContentScripts([
        { id, js: [`content-scripts/${id}.js`], matches, allFrames: true, runAt: 'document_start' },
      ]);
    }
  });
  turn = done.catch((error: unknown) => console.error('click-watch:', error));
  return done;
}
