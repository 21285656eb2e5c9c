import { PerseidError } from '#domain/error';
import { readBrowserItems } from '#platform/browser-items';
import { readSettingsStore } from '#platform/settings-store';
import { readFirstTasks } from '#platform/task-store';
import { drawPage } from '#ui/base';
import { seenAtOnce, storedDownloads } from './downloads.ts';
import { Popup } from './popup.tsx';
import { Refusal } from '#ui/downloads/refusal';
import { popupWords } from './words.ts';

/** Opens the popup: one paint from what is stored, then it follows the engine page. */
export async function startPopup(): Promise<void> {
  try {
    await drawPage(popupWords, 'app.name', async () => {
      const [tasks, items, settings] = await Promise.all([
        readFirstTasks(seenAtOnce),
        readBrowserItems(),
        readSettingsStore(),
      ]);
      return <Popup stored={storedDownloads(tasks)} items={items} settings={settings} />;
    });
  } catch (error) {
    console.error(error);
    await drawPage(popupWords, 'app.name', () => (
      <Refusal code={error instanceof PerseidError ? error.code : 'internal'} />
    ));
  }
}
