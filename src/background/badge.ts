import { setBadge } from '#platform/badge';
import { readAsking } from '#platform/caller-store';

type Shown = Parameters<typeof setBadge>[0];

/** What the engine page told last, or that it is closed. */
let last: Shown = { running: 0, asking: false };

/** Shows on the toolbar button what runs and what asks: tasks, as they are told here (not told: as before), or another extension that waits for the user's word. */
export async function showBadge(tasks: Shown = last): Promise<void> {
  last = tasks;
  await setBadge({ ...tasks, asking: tasks.asking || (await readAsking()).size > 0 });
}
