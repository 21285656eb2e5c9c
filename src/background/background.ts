import { isEngineOpen } from '#platform/engine-host/index';
import { answerStreams } from '#platform/export-stream';
import { serve } from '#platform/serve';
import { observeRequests } from '#platform/observed-requests';
import { watchSettings } from '#platform/settings-store';
import { backgroundApi } from '#protocol/background-api';
import { privacyApi } from '#protocol/privacy-api';
import { keepAwakeChanged } from './afterwards.ts';
import { callEngine } from './call-engine.ts';
import { registerScripts, watchClicks } from './click-watch.ts';
import { watchContacts } from './contact-schedule.ts';
import { watchExports } from './export-watch.ts';
import { backgroundHandlers } from './handlers.ts';
import { updateHolding, watchNewDownloads } from './intercept.ts';
import { updateMenus, watchMenus } from './menus.ts';
import { watchNotifications } from './notification-clicks.ts';
import { heedCallers, watchOutside } from './outside.ts';
import { privacyHandlers } from './privacy-handlers.ts';
import { revive, reviveAtStart } from './revive.ts';
import { watchUpdates } from './update.ts';
import { watchInstallation } from './welcome.ts';
import { watchWitness } from './witness.ts';

/** Composition root of the background. Every listener is added in this first turn, or the event that woke us is lost. */
export function startBackground(): void {
  serve(backgroundApi, backgroundHandlers);
  answerStreams();
  serve(privacyApi, privacyHandlers);
  observeRequests();
  watchNewDownloads();
  watchExports();
  watchMenus();
  watchNotifications();
  watchOutside();
  watchClicks();
  watchUpdates();
  watchInstallation();
  watchContacts();
  watchWitness();
  watchSettings(() => void settingsChanged());
  reviveAtStart();
}

/** Another time of day may wake the engine page, or a task that waits for one goes on now. */
async function settingsChanged(): Promise<void> {
  void registerScripts();
  void updateHolding();
  void updateMenus();
  void keepAwakeChanged();
  void heedCallers();
  if (await isEngineOpen()) await callEngine('settings.changed', {});
  else await revive();
}
