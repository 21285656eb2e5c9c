import { backgroundWords } from '#domain/i18n/background-words';
import { localeFor } from '#domain/i18n/languages';
import { wordsFor } from '#domain/i18n/words';
import type { Ending } from '#domain/task/ending';
import { showInFolder } from '#platform/downloads-folder';
import { isEngineOpen } from '#platform/engine-host/index';
import { notify } from '#platform/notify';
import { keepAwake } from '#platform/power';
import { readSettingsStore } from '#platform/settings-store';

/** What was saved last since something ran; the engine page tells of it and of the rest in one breath. */
let lastSaved: number | null = null;

/** How many run, as the engine page told last; null: nothing since the background began. */
let told: number | null = null;

/** Tells the user of an ending, if he wants that. */
export async function tellEnding(ending: Ending): Promise<void> {
  if (ending.kind === 'saved') lastSaved = ending.downloadId;
  const { notify: isWanted, notifySound, language } = await readSettingsStore();
  if (!isWanted) return;
  const t = wordsFor([localeFor(language, navigator.languages)], backgroundWords);
  const title = t(`ending.${ending.kind}`);
  await notify({ id: noticeId(ending), title, text: ending.name, sound: notifySound });
}

/** Another number of downloads runs: the computer is kept awake as long as one does, and what is to happen after the last one does. */
export async function runningChanged(running: number): Promise<void> {
  told = running;
  const settings = await readSettingsStore();
  keepAwake(settings.keepAwake && running > 0);
  if (running > 0 || lastSaved === null) return;
  const saved = lastSaved;
  lastSaved = null;
  if (settings.whenDone === 'folder') await showInFolder(saved);
}

/** To be called when the settings have changed. */
export async function keepAwakeChanged(): Promise<void> {
  const settings = await readSettingsStore();
  const runs = told === null ? await isEngineOpen() : told > 0;
  keepAwake(settings.keepAwake && runs);
}

/** Names what a click on its notification leads to (`notification-clicks`). */
function noticeId({ kind, id, downloadId }: Ending): string {
  return downloadId === null ? `${kind}:${id}` : `saved:${downloadId}`;
}
