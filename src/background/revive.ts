import { setBadge } from '#platform/badge';
import { browser } from '#platform/browser';
import { closeIdleEngine, ensureEngine, isEngineOpen } from '#platform/engine-host/index';
import { anythingUnfinished } from '#platform/task-store';
import { onReviveAlarm } from '#platform/wake';
import { updateIfIdle } from './update.ts';

/** Opens the engine page if something stored is unfinished. */
async function revive(): Promise<void> {
  if (await isEngineOpen()) return;
  if (await anythingUnfinished()) return ensureEngine();
  await retireEngine();
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
  onReviveAlarm(() => void checkEngine());
  void revive();
}

/** The engine page says that it has nothing left to do. */
export async function retireEngine(): Promise<void> {
  if (!(await closeIdleEngine())) return;
  await setBadge(0);
  await updateIfIdle();
}
