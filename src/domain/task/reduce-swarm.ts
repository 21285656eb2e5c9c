import type { TaskError } from '../error.ts';
import { keepsItsPieces } from '../swarm/pieces.ts';
import { namedBeyond, namedByBoth, namesNobody, nobodyNamed, type Named } from '../swarm/named.ts';
import type { Via } from '../swarm/peer-server.ts';
import { isSharedEnough, type Sharing } from '../swarm/sharing.ts';
import {
  nextToSave,
  wantedBytes,
  withChoice,
  withSaved,
  withWish,
  type FileChoice,
  type SwarmContent,
} from '../swarm/swarm.ts';
import { magnetOf, type Magnet } from '../swarm/magnet.ts';
import { swarmOfMagnet } from '../swarm/new-swarm.ts';
import type { Range } from '../segment/range.ts';
import { linkTo } from './link-to.ts';
import {
  asksForPeers,
  begin,
  discard,
  ignore,
  isStopped,
  pausedByUser,
  queued,
  startExport,
  stop,
  to,
  type Step,
  type TaskEffect,
} from './moves.ts';
import { asksForAgreement, type Task, type TaskFile, type TaskState } from './task.ts';

/*
 * exporting ──saved──▶ seeding ──gave, sharing-chosen: enough──▶ done      (else at once: exporting ──saved──▶ done)
 * Invariant: the part file is there as long as it is seeding, for peers get its bytes, and it goes when that ends.
 */

/** What happened to a torrent. */
export type SwarmEvent =
  | { kind: 'opened-torrent'; content: SwarmContent } // its .torrent file tells what is in it
  | { kind: 'agreed'; via: Via | null; asksForFiles?: boolean } // the user knows who will see his address, and wants it; by which server peers find a way; `asksForFiles`: and to choose among its files once they are known
  | { kind: 'declined'; now: number } // the user does not want peers to be asked, ms since 1970
  | { kind: 'torrent-given'; magnet: Magnet; content: SwarmContent; have: Range[]; ran: boolean } // of a download's file; `have`: what is here and as it should be; `ran`: or waited for its turn
  | { kind: 'torrent-left' } // it is to go on as the download that it was
  | { kind: 'named-again'; named: Named } // another link to it was added, which may name others
  | { kind: 'widened'; named: Named } // the user wants these to be asked, too, and no others that were offered
  | { kind: 'peers-forbidden' } // the user has taken back that torrents may be used at all
  | { kind: 'joined'; name: string; content: SwarmContent } // what is in it is known, and peers are looked for
  | { kind: 'chosen'; choice: FileChoice } // of its files
  | { kind: 'sharing-chosen'; sharing: Sharing } // what is to happen when it is complete
  | { kind: 'gave'; bytes: number; sharedFor: number } // to peers, so much more, and so much longer (ms) since it is complete
  | { kind: 'met'; peers: number }; // so many further peers saw the user's address

type Reducers = { readonly [K in SwarmEvent['kind']]: (task: Task, event: Extract<SwarmEvent, { kind: K }>) => Step };

/** The part of the state machine's table that is about torrents. */
export const swarmReducers: Reducers = {
  'opened-torrent': (task, { content }) =>
    ignore(
      task.swarm === null || task.swarm.content !== null ? task : withContent(task, withWish(content, task.swarm)),
    ),

  agreed(task, { via, asksForFiles = false }) {
    if (task.swarm === null) return ignore(task);
    const asks = asksForFiles && task.swarm.content === null ? { asksForFiles } : {};
    const agreed: Task = { ...task, swarm: { ...task.swarm, agreed: true, via, ...asks } };
    return task.state.kind === 'paused' && task.state.because === 'peers' ? begin(agreed) : ignore(agreed);
  },

  // What is here is never thrown away by it.
  declined(task, { now }) {
    if (!asksForAgreement(task)) return ignore(task);
    if (task.before !== null) return asBefore(task, task.before);
    if (task.have.length > 0) return to(task, pausedByUser);
    return ignore({ ...task, trash: { at: now, wasRunning: false } });
  },

  'torrent-given'(task, { magnet, content, have, ran }) {
    if (!isStopped(task.state) || !takesTorrent(task, content)) return ignore(task);
    const own = [task.source.url, ...task.mirrors.map(({ url }) => url)];
    const named = namedByBoth(
      { trackers: [], webSeeds: own },
      { trackers: [...magnet.trackers], webSeeds: [...magnet.webSeeds] },
    );
    const swarm = { ...swarmOfMagnet(magnet), ...named };
    const source = linkTo(magnetOf({ ...magnet, ...named }));
    const name = task.name ?? task.file?.name ?? null;
    const { file, mirrors, describedBy } = task;
    const before = { source: task.source, file, mirrors, describedBy, name: task.name, ran };
    const joined: Task = { ...task, name, source, swarm, before, have, mirrors: [], describedBy: null, link: null };
    return to(withContent(joined, content), asksForPeers);
  },

  'torrent-left': (task) => (task.before === null || !mayLeave(task) ? ignore(task) : asBefore(task, task.before)),

  'named-again'(task, { named }) {
    if (task.swarm === null) return ignore(task);
    // The card that is shown, or will be, names all of them.
    if (!task.swarm.agreed) return ignore({ ...task, swarm: { ...task.swarm, ...namedByBoth(task.swarm, named) } });
    if (namesNobody(namedBeyond(task.swarm, named))) return ignore(task);
    const offered = namedByBoth(task.swarm.offered, namedBeyond(task.swarm, named));
    return ignore({ ...task, swarm: { ...task.swarm, offered } });
  },

  widened(task, { named }) {
    if (task.swarm === null) return ignore(task);
    const wide: Task = { ...task, swarm: { ...task.swarm, ...namedByBoth(task.swarm, named), offered: nobodyNamed } };
    const runs = task.state.kind === 'active' || task.state.kind === 'probing';
    return runs && !namesNobody(namedBeyond(task.swarm, named)) ? to(wide, queued, stop) : ignore(wide);
  },

  'peers-forbidden'(task) {
    if (task.swarm === null || !task.swarm.agreed) return ignore(task);
    const asking: Task = { ...task, swarm: { ...task.swarm, agreed: false } };
    switch (task.state.kind) {
      case 'queued':
      case 'probing':
      case 'active':
        return to(asking, asksForPeers, stop);
      case 'seeding':
        return endSharing(asking);
      default:
        return ignore(asking);
    }
  },

  joined(task, { name, content }) {
    // It is shared again.
    if (task.state.kind === 'seeding' && task.state.trouble !== undefined) {
      const { trouble: _, ...state } = task.state;
      return to(task, state);
    }
    if (task.state.kind !== 'probing' || task.swarm === null) return ignore(task);
    const known = task.swarm.content ?? withWish(content, task.swarm);
    const { asksForFiles = false, ...swarm } = task.swarm;
    // Nothing has been fetched yet: the card is shown once more, with the files.
    if (asksForFiles && task.swarm.content === null) {
      return to(withContent({ ...task, name, swarm: { ...swarm, agreed: false } }, known), asksForPeers, stop);
    }
    return to(withContent({ ...task, name }, known), { kind: 'active' });
  },

  chosen(task, { choice }) {
    if (task.swarm === null) return ignore(task);
    const { content } = task.swarm;
    if (content === null) return ignore({ ...task, swarm: { ...task.swarm, wish: choice } });
    // From the check on, what is being saved is no longer a matter of choice: a file more would be saved without its bytes.
    if (late.has(task.state.kind)) return ignore(task);
    const wanted = withChoice(content, choice);
    const chosen = withContent(task, wanted);
    const runs = task.state.kind === 'active' || task.state.kind === 'probing';
    if (!runs) return ignore(chosen);
    // Peers have been told of pieces that are given no longer, or not told of some that are: it joins anew.
    return keepsItsPieces(content, wanted, task.have)
      ? { task: chosen, effects: [{ by: 'engine', kind: 'select' }] }
      : to(chosen, queued, stop);
  },

  'sharing-chosen'(task, { sharing }) {
    if (task.swarm === null || task.state.kind === 'done') return ignore(task);
    return whileShared({ ...task, swarm: { ...task.swarm, sharing } });
  },

  gave(task, { bytes, sharedFor }) {
    if (task.swarm === null) return ignore(task);
    const { swarm } = task;
    const told = { given: swarm.given + bytes, sharedFor: swarm.sharedFor + sharedFor };
    return whileShared({ ...task, swarm: { ...swarm, ...told } });
  },

  met: (task, { peers }) =>
    ignore(task.swarm === null ? task : { ...task, swarm: { ...task.swarm, peers: task.swarm.peers + peers } }),
};

/** Whether bytes may still come. */
const isOpen = (state: TaskState): boolean =>
  ['queued', 'probing', 'active'].includes(state.kind) ||
  (state.kind === 'paused' && state.because !== 'name') ||
  (state.kind === 'failed' && !state.whole);

/** Whether a download can go on as a torrent: its file's size is known, and it is not saved yet, nor with the browser. */
export function mayTakeTorrent({ swarm, file, handover, stream, continues, trash, state }: Task): boolean {
  return (
    isOpen(state) &&
    swarm === null &&
    file?.size != null &&
    handover === null &&
    stream === null &&
    continues === null &&
    trash === null
  );
}

/** Whether it can go on as this one, of one file of that size. */
export function takesTorrent(task: Task, { several, size, files }: SwarmContent): boolean {
  return mayTakeTorrent(task) && !several && files.length === 1 && task.file?.size === size;
}

/** Whether a torrent can go on as the download that it was before. */
export const mayLeave = ({ before, state, trash }: Task): boolean => before !== null && trash === null && isOpen(state);

/** Peers are left, or never asked, and it is the download again that it was; what is here stays. */
function asBefore(task: Task, { ran, ...was }: NonNullable<Task['before']>): Step {
  const back: Task = { ...task, ...was, swarm: null, before: null };
  const leave: TaskEffect = { by: 'engine', kind: 'leave-swarm' };
  const { task: next, effects } = ran ? begin(back) : to(back, pausedByUser);
  return { task: next, effects: [leave, ...effects] };
}

const late: ReadonlySet<Task['state']['kind']> = new Set(['verifying', 'exporting', 'seeding', 'done']);

/** Whether peers are to get a torrent from now on, when it is complete. */
function isToBeShared({ swarm }: Task): boolean {
  const content = swarm?.content;
  return swarm !== null && content != null && swarm.agreed && !isSharedEnough(swarm, wantedBytes(content));
}

/** A complete torrent is shared until that is enough. */
const whileShared = (task: Task): Step =>
  task.state.kind === 'seeding' && !isToBeShared(task) ? endSharing(task) : ignore(task);

/** It is left at once, and nothing of it is kept but the files in the Downloads folder. */
export function endSharing(task: Task): Step {
  if (task.state.kind !== 'seeding') return ignore(task);
  const { trouble: _, ...at } = task.state;
  return to(task, { ...at, kind: 'done' }, stop, discard);
}

/** Peers cannot have it just now, and why is said; without its bytes that is the end. */
export function interruptSharing(task: Task, error: TaskError): Step {
  if (task.state.kind !== 'seeding' || error.code === 'part-lost') return endSharing(task);
  return to(task, { ...task.state, trouble: error }, stop);
}

/** All is in the Downloads folder. @param saved where and when */
export function saved(task: Task, at: Omit<Extract<TaskState, { kind: 'done' }>, 'kind'>, revoke: TaskEffect[]): Step {
  // What was started by hand out of hours is not shared out of hours.
  if (isToBeShared(task)) return to({ ...task, urgent: false }, { kind: 'seeding', ...at }, ...revoke);
  return to(task, { kind: 'done', ...at }, ...revoke, discard);
}

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

/** The task with one more of its torrent's files in the Downloads folder. */
export function withFileSaved(task: Task): Task {
  const content = task.swarm?.content;
  const file = content && nextToSave(content);
  if (task.swarm === null || !content || !file) return task;
  return { ...task, swarm: { ...task.swarm, content: withSaved(content, file) } };
}

/** After a file of a torrent was saved: the next one; null: all are there. */
export function saveNext(task: Task, effects: readonly TaskEffect[]): Step | null {
  const content = task.swarm?.content;
  if (content == null || nextToSave(content) === null) return null;
  const step = startExport(task);
  return { task: step.task, effects: [...effects, ...step.effects] };
}
