import { fillMask, type OpenMask } from '../add/open-mask.ts';
import type { ErrorCode } from '../error.ts';
import { totalBytes } from '../segment/range.ts';
import { byTurn } from './line.ts';
import { nameFromUrl } from './name-from-url.ts';
import { swarmBytes } from './swarm-bytes.ts';
import { asksTheUser, type Task } from './task.ts';

/** What is known of a running task at this moment (the feed's `live`), as far as needed here. */
export interface Progress {
  /** Bytes here. */
  readonly bytes: number;
  /** Bytes a second. */
  readonly speed: number;
}

/** The four headed parts of the list, in their order. */
export const groups = ['attention', 'running', 'waiting', 'finished'] as const;
export type Group = (typeof groups)[number];

/** What a user can do with a task. */
export type Act =
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'retry'
  | 'restart'
  | 'refetch'
  | 'keep'
  | 'again'
  | 'keep-both'
  | 'replace'
  | 'refresh-link'
  | 'paste-link'
  | 'allow-site'
  | 'open-folder'
  | 'show'
  | 'stop-sharing'
  | 'properties'
  | 'copy-address'
  | 'start-now'
  | 'move-top'
  | 'move-up'
  | 'move-down'
  | 'remove';

/** Whether it lies in the Downloads folder. */
export function isSaved(task: Task): task is Task & { state: Extract<Task['state'], { kind: 'done' | 'seeding' }> } {
  return task.state.kind === 'done' || task.state.kind === 'seeding';
}

/** Bytes here; live numbers win over the last checkpoint. */
export function bytesOf(task: Task, live: Progress | undefined): number {
  if (isSaved(task) && task.file?.size != null) return task.file.size;
  return live?.bytes ?? swarmBytes(task) ?? totalBytes(task.have);
}

/** Share of the bytes that are here, 0 to 1; null while the size is unknown. */
export function shareOf(task: Task, live: Progress | undefined): number | null {
  const size = task.file?.size ?? null;
  if (size === null) return task.state.kind === 'done' ? 1 : null;
  return size === 0 ? 1 : Math.min(1, bytesOf(task, live) / size);
}

/** Seconds until all bytes are here at the present speed; null when that cannot be said. @param size bytes */
export function etaSeconds(live: Progress | undefined, size: number | null): number | null {
  if (live === undefined || size === null || live.speed <= 0) return null;
  return Math.max(0, size - live.bytes) / live.speed;
}

/** The part of the list a task belongs to. */
export function groupOf(task: Task): Group {
  switch (task.state.kind) {
    case 'failed':
    case 'damaged':
      return 'attention';
    case 'exporting':
      return task.state.held ? 'attention' : 'running';
    case 'probing':
    case 'active':
    case 'verifying':
    case 'seeding':
      return 'running';
    case 'queued':
      return 'waiting';
    case 'paused':
      return asksTheUser(task) ? 'attention' : 'waiting';
    case 'done':
      return 'finished';
  }
}

/** How many tasks of a group are shown: the others are a click away. */
export const shownOf: Readonly<Record<Group, number>> = { attention: 50, running: 50, waiting: 50, finished: 10 };

const byAge = (a: Task, b: Task): number => a.addedAt - b.addedAt || a.serial - b.serial;

const orders: Readonly<Record<Group, (a: Task, b: Task) => number>> = {
  // The latest trouble first: it is what the user has come for.
  attention: (a, b) => byAge(b, a),
  // By age, so that nothing jumps while numbers change.
  running: byAge,
  // In the order of their turn; what waits for the user comes last.
  waiting: (a, b) => Number(a.state.kind === 'paused') - Number(b.state.kind === 'paused') || byTurn(a, b),
  finished: (a, b) => finishedAt(b) - finishedAt(a) || byAge(b, a),
};

function finishedAt(task: Task): number {
  return task.state.kind === 'done' ? task.state.finishedAt : 0;
}

/** The order of the whole list: by group, and within each as it is shown. */
export function inOrder(a: Task, b: Task): number {
  const [one, other] = [groupOf(a), groupOf(b)];
  return groups.indexOf(one) - groups.indexOf(other) || orders[one](a, b);
}

/** The tasks as a short list shows them: grouped, ordered, without removed ones, the first fifty of each group and the last ten finished. */
export function groupTasks(tasks: Iterable<Task>): Record<Group, Task[]> {
  const grouped: Record<Group, Task[]> = { attention: [], running: [], waiting: [], finished: [] };
  for (const task of tasks) if (task.trash === null) grouped[groupOf(task)].push(task);
  const of = (group: Group) => grouped[group].toSorted(orders[group]).slice(0, shownOf[group]);
  return { attention: of('attention'), running: of('running'), waiting: of('waiting'), finished: of('finished') };
}

/** What helps after an error, the most helpful first. What is not listed here: try again. */
const helps: Partial<Record<ErrorCode, readonly Act[]>> = {
  expired: ['refresh-link', 'retry'],
  changed: ['restart'],
  'part-lost': ['restart'],
  'length-long': ['restart', 'retry'],
  'encoded-range': ['restart', 'retry'],
  'no-access': ['allow-site', 'retry'],
  'metalink-broken': ['keep'],
  'metalink-unsafe': ['keep'],
  'metalink-empty': ['keep'],
  'metalink-large': ['keep'],
  'torrent-broken': ['keep'],
  'torrent-large': ['keep'],
  'torrent-v2': ['keep'],
  'save-folder': ['retry', 'open-folder'],
  'save-disk-full': ['retry', 'open-folder'],
};

/** What helps after this error. */
export function helpFor(code: ErrorCode): readonly Act[] {
  return helps[code] ?? ['retry'];
}

/** Where the page is unknown, a new link must be found by the user. */
const orPaste = (act: Act, { source }: Task): Act =>
  act === 'refresh-link' && source.page === null ? 'paste-link' : act;

/** Whether it could go on with another link than its own. */
export function takesLink(task: Task): boolean {
  const { state, swarm } = task;
  const stands = (state.kind === 'paused' && !asksTheUser(task)) || (state.kind === 'failed' && !state.whole);
  return swarm === null && stands;
}

/** What the user can say where he is asked; to what peers see the card says more. */
const answers: Partial<Record<Extract<Task['state'], { kind: 'paused' }>['because'], readonly Act[]>> = {
  peers: [],
  name: ['keep-both', 'replace'],
  twin: ['again', 'remove'],
};

/** The one or two acts that stand in the row itself. */
export function rowActs(task: Task): readonly Act[] {
  // Beside the browser's own running item there is nothing to pause, and giving up leaves it to the browser.
  if (task.handover !== null) return ['cancel'];
  switch (task.state.kind) {
    case 'queued':
    case 'probing':
    case 'active':
    case 'verifying':
      return ['pause', 'cancel'];
    case 'exporting':
      return ['cancel'];
    case 'paused':
      return answers[task.state.because] ?? ['resume', 'cancel'];
    case 'failed':
      return helpFor(task.state.error.code).map((act) => orPaste(act, task));
    case 'damaged':
      return ['refetch', 'keep'];
    case 'seeding':
      return ['stop-sharing', ...shows(task.state)];
    case 'done':
      return shows(task.state);
  }
}

/** Of files of the user's own the browser's list knows nothing. */
const shows = ({ downloadId }: { downloadId: number | null }): Act[] => (downloadId === null ? [] : ['show']);

/** The entries of the row's menu. */
export function menuActs(task: Task): readonly Act[] {
  const refresh: Act[] = takesLink(task) && task.source.page !== null ? ['refresh-link'] : [];
  const restart: Act[] = canRestart(task) ? ['restart'] : [];
  const line: Act[] = task.state.kind === 'queued' ? ['start-now', 'move-top', 'move-up', 'move-down'] : [];
  return [...line, 'properties', 'copy-address', ...refresh, ...restart, 'remove'];
}

/** Whether beginning anew is possible and not the same as going on. */
function canRestart(task: Task): boolean {
  return (task.state.kind === 'paused' || task.state.kind === 'failed') && task.have.length > 0;
}

/** The act of the space bar: what a running task and a stopped one answer to. */
export function toggleAct(task: Task): Act | null {
  return rowActs(task).find((act) => act === 'pause' || act === 'resume' || act === 'retry') ?? null;
}

/** The name to show: as saved, as told by the server, as the browser knew it, or as the address ends, by the user's mask if he gave one. */
export function nameOf(task: Task): string {
  // Of a torrent of several files that is the name of the last one.
  if (isSaved(task) && !task.swarm?.content?.several) return task.state.savedAs;
  const { url } = task.source;
  return task.file?.name ?? task.hint?.name ?? (task.mask ? nameByMask(task.mask, url) : nameInUrl(url));
}

/** Where its file goes, below the Downloads folder; '' for that itself. */
export function folderOf({ folder, file }: Task): string {
  return [folder, file?.folder ?? ''].filter((part) => part !== '').join('/');
}

const nameByMask = (mask: OpenMask, url: string): string =>
  fillMask(mask, nameFromUrl(url)).split('/').at(-1) || nameInUrl(url);

/** What an address ends with, as a name for what is there; its host where it ends with nothing. */
export function nameInUrl(url: string): string {
  return nameFromUrl(url) || siteOf(url);
}

/** The site of an address: its host; of a blob the host of the page that made it; '' where there is none (`data:`). */
export function siteOf(url: string): string {
  const address = url.replace(/^blob:/, '');
  return URL.canParse(address) ? new URL(address).host : url;
}
