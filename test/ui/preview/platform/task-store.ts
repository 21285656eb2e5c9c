import { currentTasks } from '../engine.ts';

export const readTasks = async () => currentTasks();
