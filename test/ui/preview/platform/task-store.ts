import { currentTasks } from '../engine.ts';

export const readTasks = async () => currentTasks();

/** As from a store that is read in two steps. */
export const readFirstTasks = async () => currentTasks().slice(0, 60);

/** `?store=fails`: it cannot be read the first time. */
let fails = new URLSearchParams(location.search).get('store') === 'fails';

export async function* taskChunks() {
  if (fails) {
    fails = false;
    throw new DOMException('the database does not open', 'UnknownError');
  }
  yield currentTasks();
}
