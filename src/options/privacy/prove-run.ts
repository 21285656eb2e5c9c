import { askedMeanwhile, type Evidence } from '#domain/ledger/proof';
import { linkTo } from '#domain/task/link-to';
import { needingStates, type Task, type TaskId } from '#domain/task/task';
import { newId, wait } from '#platform/clock';
import { callEngine } from '#platform/engine-client';
import { callPrivacy } from '#platform/privacy-client';
import { readTasks } from '#platform/task-store';
import { entriesSince } from './read-ledger.ts';

/** The store is looked at so often, ms. */
const pace = 500;

/**
 * Downloads what a link leads to, as any download, and gathers what is recorded meanwhile. It asks nobody by itself.
 * @param signal ends the waiting; the download goes on
 * @returns what is recorded when the download has ended (or needs the user, or is waited for no more); null: it is not in the list any more
 * @throws PerseidError when the link is not taken
 */
export async function gatherEvidence(url: string, signal: AbortSignal): Promise<Evidence | null> {
  const since = Date.now();
  const before = await readTasks();
  const request = { id: newId(), source: linkTo(url), hint: null, downloadId: null, tabId: null, continues: null };
  const { id } = await callEngine('task.add', request);
  await untilSettled(id, signal);
  const [after, entries, { mismatches }] = await Promise.all([
    readTasks(),
    entriesSince(since),
    callPrivacy('witness.read', {}),
  ]);
  const task = after.find((one) => one.id === id);
  if (task === undefined) return null;
  const others = askedMeanwhile(before, after, id);
  return { task, entries, mismatches: mismatches.filter(({ at }) => at >= since), others };
}

async function untilSettled(id: TaskId, signal: AbortSignal): Promise<void> {
  const isUnderWay = ({ state, trash }: Task): boolean =>
    trash === null && state.kind !== 'seeding' && needingStates.has(state.kind);
  for (;;) {
    const task = (await readTasks()).find((one) => one.id === id);
    if (task === undefined || !isUnderWay(task) || signal.aborted) return;
    await wait(pace, AbortSignal.timeout(2 * pace));
  }
}
