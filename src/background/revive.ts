import { browser } from '#platform/browser';
import { closeIdleEngine, ensureEngine, isEngineOpen } from '#platform/engine-host/index';
import { shareRoom } from '#domain/task/room';
import { freeSpace, listParts } from '#platform/part-file';
import { askingTasks, leftoverParts, waitingForRoom } from '#platform/task-store';
import { onAlarm, setStartAlarm } from '#platform/wake';
import { showBadge } from './badge.ts';
import { makeDueContacts } from './contact-schedule.ts';
import { engineNeededAt } from './engine-need.ts';
import { updateIfIdle } from './update.ts';

/** Opens the engine page if something stored goes on now; sees to it that what waits for a time is woken then. */
export async function revive(): Promise<void> {
  if (await isEngineOpen()) return;
  if ((await engineNeededAt()) <= Date.now() || (await hasRoomAgain()) || (await isUntidy())) return ensureEngine();
  await retireEngine();
}

/** Whether a crash has left part files that nobody needs: the engine page sweeps them away. */
async function isUntidy(): Promise<boolean> {
  return (await leftoverParts(await listParts())).length > 0;
}

/** Whether one of the tasks that wait for room on the disk has it now. The engine page is not kept open to wait for that. */
async function hasRoomAgain(): Promise<boolean> {
  const waiting = await waitingForRoom();
  return waiting.length > 0 && shareRoom(waiting, await freeSpace(), Date.now()).go.length > 0;
}

/** On the alarm: an engine page that is there although it has nothing to do, because its word was lost, is closed. */
async function checkEngine(): Promise<void> {
  if (await isEngineOpen()) await retireEngine();
  else await revive();
}

/**
 * Runs at every start of the background, for re-enabling fires neither onStartup nor onInstalled, and on the alarm.
 * Must be called in the background's first turn.
 */
export function reviveAtStart(): void {
  // Without this listener nothing would start the background with the browser: the alarm may be a minute away, or lost.
  browser.runtime.onStartup.addListener(() => void revive());
  onAlarm(() => void checkEngine());
  void revive();
}

/** The engine page says that it has nothing left to do. The alarm comes first: who dies in between still wakes for it. */
export async function retireEngine(): Promise<void> {
  const at = await engineNeededAt();
  await setStartAlarm(at > Date.now() ? at : Number.POSITIVE_INFINITY);
  if (!(await closeIdleEngine())) return;
  await showBadge({ running: 0, asking: (await askingTasks()).length > 0 });
  void makeDueContacts();
  await updateIfIdle();
}
