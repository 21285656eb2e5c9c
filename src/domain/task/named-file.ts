import { nameBy } from '../add/mask.ts';
import { opensAs } from './moves.ts';
import type { Task, TaskFile } from './task.ts';

/**
 * The file with the name that it is saved under: that of a list, else by the user's mask, else as the server says. What is opened as the files
 * that it describes is saved under none.
 */
export function namedFile(task: Task, file: TaskFile): TaskFile {
  const { name, mask } = task;
  if (name !== null) return { ...file, name };
  return mask === null || opensAs({ ...task, file }) !== null ? file : { ...file, ...nameBy(mask, file.name) };
}
