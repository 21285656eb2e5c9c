import { PerseidError } from '#domain/error';
import { readSettingsStore } from '#platform/settings-store';
import { readFirstTasks } from '#platform/task-store';
import { drawPage } from '#ui/base';
import { Refusal } from '#ui/downloads/refusal';
import { Manager } from './manager.tsx';
import { managerWords } from './words.ts';

/** Rows of one state that are seen in a large window. */
const seenAtOnce = 30;

/** Opens the page with all downloads: one paint from the first of what is stored, then the rest, and what the engine page tells. */
export async function startManager(): Promise<void> {
  try {
    await drawPage(managerWords, 'app.allDownloads', async () => {
      const [tasks, settings] = await Promise.all([readFirstTasks(seenAtOnce), readSettingsStore()]);
      return <Manager first={tasks} settings={settings} />;
    });
  } catch (error) {
    console.error(error);
    await drawPage(managerWords, 'app.allDownloads', () => (
      <Refusal code={error instanceof PerseidError ? error.code : 'internal'} />
    ));
  }
}
