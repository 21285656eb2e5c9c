import { bytesHere } from '../swarm/swarm.ts';
import type { Task } from './task.ts';

/** Of a torrent, bytes that are wanted and here, as recorded; of anything else null. */
export function swarmBytes({ swarm, have }: Task): number | null {
  return swarm?.content == null ? null : bytesHere(swarm.content, have);
}
