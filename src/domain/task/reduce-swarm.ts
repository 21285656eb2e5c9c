import { nextToSave, wantedBytes, withSaved, withWanted, type SwarmContent } from '../swarm/swarm.ts';
import { asksForPeers, begin, ignore, startExport, stop, to, type Step, type TaskEffect } from './moves.ts';
import type { Task, TaskFile } from './task.ts';

/** What happened to a torrent. */
export type SwarmEvent =
  | { kind: 'opened-torrent'; content: SwarmContent } // its .torrent file tells what is in it
  | { kind: 'agreed' } // the user knows who will see his address, and wants it
  | { kind: 'peers-forbidden' } // the user has taken back that torrents may be used at all
  | { kind: 'joined'; name: string; content: SwarmContent } // what is in it is known, and peers are looked for
  | { kind: 'chosen'; files: readonly number[] } // these of its files are wanted, by their places
  | { kind: 'met'; peers: number }; // so many further peers saw the user's address

type Reducers = { readonly [K in SwarmEvent['kind']]: (task: Task, event: Extract<SwarmEvent, { kind: K }>) => Step };

/** The part of the state machine's table that is about torrents. */
export const swarmReducers: Reducers = {
  'opened-torrent': (task, { content }) =>
    ignore(task.swarm === null || task.swarm.content !== null ? task : withContent(task, content)),

  agreed(task) {
    if (task.swarm === null) return ignore(task);
    const agreed: Task = { ...task, swarm: { ...task.swarm, agreed: true } };
    return task.state.kind === 'paused' && task.state.because === 'peers' ? begin(agreed) : ignore(agreed);
  },

  'peers-forbidden'(task) {
    if (task.swarm === null || !task.swarm.agreed) return ignore(task);
    const asking: Task = { ...task, swarm: { ...task.swarm, agreed: false } };
    switch (task.state.kind) {
      case 'queued':
      case 'probing':
      case 'active':
        return to(asking, asksForPeers, stop);
      default:
        return ignore(asking);
    }
  },

  joined(task, { name, content }) {
    if (task.state.kind !== 'probing' || task.swarm === null) return ignore(task);
    const known = task.swarm.content ?? content;
    return to(withContent({ ...task, name }, known), { kind: 'active' });
  },

  chosen(task, { files }) {
    if (task.swarm?.content == null) return ignore(task);
    const chosen = withContent(task, withWanted(task.swarm.content, files));
    const runs = task.state.kind === 'active' || task.state.kind === 'probing';
    return { task: chosen, effects: runs ? [{ by: 'engine', kind: 'select' }] : [] };
  },

  met: (task, { peers }) =>
    ignore(task.swarm === null ? task : { ...task, swarm: { ...task.swarm, peers: task.swarm.peers + peers } }),
};

/** The task with what is in its torrent: the file to show is all that is wanted of it. */
function withContent(task: Task, content: SwarmContent): Task {
  if (task.swarm === null) return task;
  const file: TaskFile = {
    name: task.name ?? task.hint?.name ?? task.swarm.infoHash,
    mime: '',
    size: wantedBytes(content),
    ranged: true,
    validator: null,
  };
  return { ...task, file, swarm: { ...task.swarm, content } };
}

/** Bytes of the file that is being put into its folder. */
export function sizeToSave({ swarm, file }: Task): number | null {
  return swarm?.content == null ? (file?.size ?? null) : (nextToSave(swarm.content)?.size ?? null);
}

/** After a file of a torrent was saved: the next one; null: all are there. */
export function saveNext(task: Task, effects: readonly TaskEffect[]): Step | null {
  const content = task.swarm?.content;
  const saved = content && nextToSave(content);
  if (task.swarm === null || !content || !saved) return null;
  const rest = withSaved(content, saved);
  if (nextToSave(rest) === null) return null;
  const step = startExport({ ...task, swarm: { ...task.swarm, content: rest } });
  return { task: step.task, effects: [...effects, ...step.effects] };
}
