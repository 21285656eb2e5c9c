import { needsEngine } from '#domain/task/task';
import { setBadge } from '#platform/badge';
import { closeIdleEngine, ensureEngine, isEngineOpen } from '#platform/engine-host/index';
import { readTasks } from '#platform/task-store';
import { onReviveAlarm, setReviveAlarm } from '#platform/wake';
import { updateIfIdle } from './update.ts';

/** Makes sure that the engine page is there, and the alarm that guards it. */
export async function ensureRunning(): Promise<void> {
  await setReviveAlarm(true);
  await ensureEngine();
}

/** Opens the engine page if something stored is unfinished. */
async function revive(): Promise<void> {
  if (await isEngineOpen()) return;
  if ((await readTasks()).some(needsEngine)) return ensureRunning();
  await setReviveAlarm(false);
  await setBadge(0);
}

/**
 * Runs at every start of the background, for re-enabling fires neither onStartup nor onInstalled, and on the alarm.
 * Must be called in the background's first turn.
 */
export function reviveAtStart(): void {
  onReviveAlarm(() => void revive());
  void revive();
}

/** The engine page says that it has nothing left to do. */
export async function retireEngine(): Promise<void> {
  if (!(await closeIdleEngine())) return;
  await setReviveAlarm(false);
  await setBadge(0);
  await updateIfIdle();
}
