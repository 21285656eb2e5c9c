import { notSearched } from '../mirror/search.ts';
import type { FileIdentity } from '../mirror/sealing.ts';
import type { Task } from './task.ts';

/** Why a task's mirrors are not searched for. */
export type SearchObstacle = 'torrent' | 'no-checksum' | 'no-parts';

/**
 * What stands in the way of a search, as far as that is known; null: nothing. Without a checksum from elsewhere nobody could tell a
 * right file from a wrong one; where the server itself gives no parts of one version, others cannot fill in.
 */
export function searchObstacle(task: Task): SearchObstacle | null {
  const { swarm, file } = task;
  if (swarm !== null) return 'torrent';
  if (file !== null && !(file.ranged && file.validator?.strong === true && file.size !== null)) return 'no-parts';
  return anchorOf(task) === null ? 'no-checksum' : null;
}

/** Which file it is, by its origin's word or the user's: what its rows are found and read with. Null: that is not known. */
export function identityOf(task: Task): FileIdentity | null {
  const [sha256, size] = [anchorOf(task), task.file?.size ?? null];
  return sha256 === null || size === null || size === 0 ? null : { sha256, size };
}

/** The file's SHA-256 as somebody says who is no mirror; null: nobody does, or two say different ones. */
function anchorOf({ expected, source }: Task): string | null {
  const told = expected.hashes.filter(
    // What came along with a mirror's bytes says nothing of the origin's.
    ({ algorithm, from }) => algorithm === 'sha-256' && !(from === 'header' && source.mirror !== undefined),
  );
  const [first] = told;
  return first && told.every(({ value }) => value === first.value) ? first.value : null;
}

/** Whether others may be told of its file: its SHA-256 was compared, and agreed. Nobody is told of a torrent. */
export function mayOffer(task: Task): boolean {
  const { checked, swarm } = task;
  return (
    swarm === null && checked?.good === true && checked.what === 'sha-256' && checked.value === identityOf(task)?.sha256
  );
}

/** Without the mirrors that were found. */
export const withoutFound = (task: Task): Task => ({
  ...task,
  mirrors: task.mirrors.filter(({ from }) => from !== 'search'),
});

/** Every byte is right: nothing is doubted any more. Whoever brought wrong ones stays known. */
export const allRight = (task: Task): Task =>
  task.search.lent.length + task.search.suspects.length === 0
    ? task
    : { ...task, search: { ...task.search, lent: [], suspects: [] } };

/** Its bytes are thrown away: the file is looked up anew. */
export const searchedAnew = (task: Task): Task => ({
  ...withoutFound(task),
  search: { ...notSearched, off: task.search.off, wrong: task.search.wrong },
});
