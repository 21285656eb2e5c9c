import { browser } from '#platform/browser';
import { grantedSites, watchAccess } from '#platform/site-access';
import { serve } from '#platform/serve';
import { contentApi } from '#protocol/content-api';
import { noteClick } from './bypass.ts';

const script = 'link-capture';

/**
 * Keeps the content script that notices the held key registered on exactly the sites the user has allowed: a static one
 * would force the warning about all sites. Must be called in the background's first turn.
 */
export function watchClicks(): void {
  serve(contentApi, {
    async 'click.modified'({ url, ...keys }) {
      await noteClick(url, keys);
      return {};
    },
  });
  watchAccess(() => void register());
  void register();
}

let turn: Promise<unknown> = Promise.resolve();

/** One registration after the other: two at once would both find it missing. */
function register(): Promise<void> {
  const done = turn.then(async () => {
    const matches = await grantedSites();
    const [known] = await browser.scripting.getRegisteredContentScripts({ ids: [script] });
    if (known) await browser.scripting.unregisterContentScripts({ ids: [script] });
    if (matches.length === 0) return;
    await browser.scripting.registerContentScripts([
      { id: script, js: ['content-scripts/link-capture.js'], matches, allFrames: true, runAt: 'document_start' },
    ]);
  });
  turn = done.catch((error: unknown) => console.error('click-watch:', error));
  return done;
}
