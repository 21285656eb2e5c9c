import { browser } from '#platform/browser';
import {
  cancelAndErase,
  findItem,
  isHeldBack,
  onItemCreated,
  saveErrorOf,
  type Item,
} from '#platform/browser-download';
import { baseName, isExport } from '#platform/browser-items';
import { isEngineOpen } from '#platform/engine-host/index';
import { noteExport, readExport } from '#platform/export-store';
import { isStreamUrl } from '#platform/export-stream';
import type { RequestOf } from '#protocol/define';
import type { engineApi } from '#protocol/engine-api';
import { callEngine } from './call-engine.ts';

type Outcome = RequestOf<typeof engineApi, 'export.changed'>['outcome'];

/** Items that were seen to be complete: what is done with the browser's list after that changes nothing. */
const completed = new Set<number>();
/** Bytes of items, as changes told them: a first look may come before the browser knows. */
const sizes = new Map<number, number>();

/** Tells the engine what becomes of the files it handed over. Must be called in the background's first turn. */
export function watchExports(): void {
  browser.downloads.onChanged.addListener(({ id, state, danger, filename, fileSize }) => {
    if (typeof fileSize?.current === 'number') sizes.set(id, fileSize.current);
    if (state?.current === 'complete') completed.add(id);
    if (state || danger || filename) void changed(id);
  });
  onItemCreated((item) => {
    if (item.state === 'in_progress' && isStreamUrl(item.url)) void begun(item);
  });
  browser.downloads.onErased.addListener((id) => void erased(id));
  browser.runtime.onStartup.addListener(() => void sweep());
}

/** The browser has begun to save a stream. Nobody wants it any more: it goes. */
async function begun({ id, url, filename, fileSize }: Item): Promise<void> {
  await noteExport(id, { filename, size: fileSize });
  const { wanted } = await callEngine('export.begun', { url, downloadId: id });
  if (!wanted) await cancelAndErase(id);
}

/** Taken off the browser's list before it was complete: the user decided against it. The part file stays. */
async function erased(id: number): Promise<void> {
  if (completed.has(id) || !(await isEngineOpen())) return;
  if (await readExport(id)) await tell(id, { kind: 'failed', error: { code: 'save-canceled' } });
}

async function changed(id: number): Promise<void> {
  const item = await findItem(id);
  if (item === null) return vanished(id);
  if (!isExport(item)) return;
  await noteExport(id, { filename: item.filename, size: item.fileSize });
  const outcome = outcomeOf(item);
  if (outcome) await tell(id, outcome);
}

/** Another extension took it off the list as soon as it was complete: the file is there all the same. */
async function vanished(id: number): Promise<void> {
  const facts = completed.has(id) ? await readExport(id) : null;
  if (!facts) return;
  // A look that came before the browser knew says 0.
  const bytes = sizes.get(id) ?? (facts.size > 0 ? facts.size : null);
  await tell(id, { kind: 'saved', savedAs: baseName(facts.filename), bytes });
}

/**
 * An export that was erased shortly before the browser died is in its list again, dead: its blob went with the engine
 * page that made it.
 */
async function sweep(): Promise<void> {
  const dead = new Set<string | undefined>(['CRASH', 'USER_CANCELED', 'USER_SHUTDOWN']);
  const items: Item[] = await browser.downloads.search({ state: 'interrupted' });
  for (const item of items) if (isExport(item) && dead.has(item.error)) await cancelAndErase(item.id);
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
