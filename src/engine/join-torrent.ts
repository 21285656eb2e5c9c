import { PerseidError } from '#domain/error';
import { withoutRanges } from '#domain/segment/range';
import type { OpenedTorrent } from '#domain/swarm/new-swarm';
import { givenPieces } from '#domain/swarm/pieces';
import { isStopped } from '#domain/task/moves';
import { takesTorrent } from '#domain/task/reduce-swarm';
import type { TaskId } from '#domain/task/task';
import type { Checker } from './check/checker.ts';
import type { TaskBook } from './task-book.ts';

interface JoinPorts {
  readonly book: Pick<TaskBook, 'tasks' | 'dispatch'>;
  readonly checker: Pick<Checker, 'readTorrent' | 'badPieces'>;
  readonly saveInfo: (id: TaskId, info: Uint8Array) => Promise<void>;
  /** Resolves when nobody writes its part file any more. */
  readonly closed: (id: TaskId) => Promise<void>;
  /** It may begin without asking, if the user has said so of these trackers. */
  readonly agreeIfKnown: (id: TaskId) => Promise<void>;
}

/**
 * A download goes on as the torrent of the same file: its own addresses become web seeds, and what is here stays, in whole pieces that are as
 * they should be. It asks before any peer is contacted.
 * @returns whether it is a torrent of this file; if not, nothing has changed
 * @throws PerseidError as `readTorrent`
 */
export async function joinTorrent(id: TaskId, bytes: Uint8Array, ports: JoinPorts): Promise<boolean> {
  const { book, checker } = ports;
  const opened: OpenedTorrent = await checker.readTorrent(bytes);
  const { content, info, magnet } = opened;
  const before = book.tasks.get(id);
  if (!before || !takesTorrent(before, content)) return false;
  await book.dispatch(id, { kind: 'pause' });
  await ports.closed(id);
  const task = book.tasks.get(id);
  // The user may have done something else with it meanwhile.
  if (!task || !takesTorrent(task, content) || !isStopped(task.state)) {
    throw new PerseidError('internal', { message: 'the download went on' });
  }
  await ports.saveInfo(id, info);
  const whole = givenPieces(task.have, content);
  const have = withoutRanges(whole, await checker.badPieces(id, whole));
  const ran = !isStopped(before.state);
  await book.dispatch(id, { kind: 'torrent-given', magnet, content, have, ran });
  await ports.agreeIfKnown(id);
  return true;
}
