import { currentTasks } from '../engine.ts';

export const readTasks = async () => currentTasks();

/** As from a store that is read in two steps. */
export const readFirstTasks = async () => currentTasks().slice(0, 60);

export async function* taskChunks() {
  yield currentTasks();
}
