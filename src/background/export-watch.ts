import { browser } from '#platform/browser';
import { findItem, isExport, isHeldBack, saveErrorOf, type Item } from '#platform/browser-download';
import { baseName } from '#platform/browser-items';
import { isEngineOpen } from '#platform/engine-host/index';
import type { RequestOf } from '#protocol/define';
import type { engineApi } from '#protocol/engine-api';
import { callEngine } from './call-engine.ts';

type Outcome = RequestOf<typeof engineApi, 'export.changed'>['outcome'];

/** Tells the engine what becomes of the files it handed over. Must be called in the background's first turn. */
export function watchExports(): void {
  browser.downloads.onChanged.addListener(({ id, state, danger }) => {
    if (state || danger) void changed(id);
  });
  // Taken off the browser's list while it was held back: the user decided against it. The part file stays.
  browser.downloads.onErased.addListener((id) => void erased(id));
}

async function erased(id: number): Promise<void> {
  if (await isEngineOpen()) await tell(id, { kind: 'failed', error: { code: 'save-canceled' } });
}

async function changed(id: number): Promise<void> {
  const item = await findItem(id);
  if (item === null || !isExport(item)) return;
  const outcome = outcomeOf(item);
  if (outcome) await tell(id, outcome);
}

function outcomeOf(item: Item): Outcome | null {
  switch (item.state) {
    case 'complete':
      return { kind: 'saved', savedAs: baseName(item.filename), bytes: item.fileSize };
    case 'interrupted':
      return { kind: 'failed', error: { code: saveErrorOf(item.error) } };
    default:
      return isHeldBack(item) ? { kind: 'held' } : null;
  }
}

async function tell(downloadId: number, outcome: Outcome): Promise<void> {
  await callEngine('export.changed', { downloadId, outcome });
}
