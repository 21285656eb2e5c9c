import { client } from '../message.ts';
import { waitingForRoom } from '../task-store.ts';
import { setReviveAlarm } from '../wake.ts';
import { engineApi } from '#protocol/engine-api';
import * as iframe from './iframe.ts';
import * as offscreen from './offscreen.ts';

/** The one place where the browsers' ways of hosting the engine page part. */
const host = import.meta.env.FIREFOX ? iframe : offscreen;

const page = '/engine.html';
const engine = client(engineApi);

/** Opening and closing never overlap. Invariant: the alarm is there exactly while the engine page is, or something
 * waits for room. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work);
  turn = result.catch((error: unknown) => console.error('The engine page:', error));
  return result;
}

/** Opens the engine page if it is not there, and sets the alarm that guards it. For the background alone. */
export function ensureEngine(): Promise<void> {
  return inTurn(async () => {
    await setReviveAlarm(true);
    if (!(await host.isOpen())) await host.open(page);
  });
}

/** Closes the engine page if it has nothing left to do, and takes the alarm away. @returns whether it is closed now */
export function closeIdleEngine(): Promise<boolean> {
  return inTurn(async () => {
    if (await host.isOpen()) {
      const { idle } = await engine('engine.retire', {});
      if (!idle) return false;
      await host.close();
    }
    // What waits for room on the disk is looked at when it rings.
    await setReviveAlarm((await waitingForRoom()).length > 0);
    return true;
  });
}

/** Closes the engine page whatever it does: nothing of it is wanted any more. */
export function closeEngine(): Promise<void> {
  return inTurn(async () => {
    if (await host.isOpen()) await host.close();
    await setReviveAlarm(false);
  });
}

/** Whether the engine page is there. */
export function isEngineOpen(): Promise<boolean> {
  return inTurn(() => host.isOpen());
}
