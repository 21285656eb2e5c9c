import { nextToSave } from '../swarm/swarm.ts';
import { folderOf } from './progress.ts';
import type { Task } from './task.ts';

/** What of the part file is saved next, in bytes, and where: below the Downloads folder. @param size of the part file, bytes */
export function placeToSave(task: Task, size: number): { from: number; to: number; path: string } {
  const name = task.file?.name ?? 'download';
  const content = task.swarm?.content;
  const file = content && nextToSave(content);
  if (!content || !file) return { from: 0, to: size, path: joined(folderOf(task), name) };
  // The file of a torrent that has but one is called as the torrent is.
  const path = content.several ? joined(task.folder, name, file.folder, file.name) : joined(task.folder, name);
  return { from: file.offset, to: file.offset + file.size, path };
}

const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join('/');
