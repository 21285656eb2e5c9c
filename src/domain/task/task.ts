import * as z from 'zod/mini';
import { openMaskSchema } from '../add/open-mask.ts';
import { expectedSchema, nothingExpected } from '../check/expected.ts';
import { checkedSchema, mismatchSchema } from '../check/verdict.ts';
import { taskErrorSchema } from '../error.ts';
import { mirrorSchema } from '../mirror/mirror.ts';
import { notSearched, searchSchema } from '../mirror/search.ts';
import { rangeSchema } from '../segment/range.ts';
import { conflicts, speedSchema } from '../settings/settings.ts';
import { validatorSchema } from '../source/validator.ts';
import { swarmSchema } from '../swarm/swarm.ts';
import { hostTrafficSchema } from './host-traffic.ts';

export const taskIdSchema = z.string();
export type TaskId = z.infer<typeof taskIdSchema>;

/** Where a task's bytes come from. */
export const sourceSchema = z.object({
  /** The address as clicked or pasted; findable in the details for ever. */
  url: z.string(),
  /** Where redirects led, as far as known: what segments are asked of. */
  finalUrl: z.nullable(z.string()),
  /** What the browser sent as Referer; null: none. */
  referrer: z.nullable(z.string()),
  /** The page it was clicked on, as exactly as that is known (an origin at least); null: unknown. */
  page: z._default(z.nullable(z.string()), null),
  /** A mirror that is asked in the place of `url`, which failed: never gets cookies or a Referer. */
  mirror: z.exactOptional(z.string()),
});
export type Source = z.infer<typeof sourceSchema>;

/** What the browser knew of its own item when it was offered to us. */
export const hintSchema = z.object({
  /** Base name the browser chose (resolves `<a download>`), if any. */
  name: z.nullable(z.string()),
  mime: z.nullable(z.string()),
  /** Bytes. */
  size: z.nullable(z.number()),
  validator: z.nullable(validatorSchema),
});
export type Hint = z.infer<typeof hintSchema>;

/**
 * The browser's own item that runs on beside our probe. `claimed` is stored before the item is cancelled: an item found
 * cancelled after that was cancelled by us, before that by the user.
 */
export const handoverSchema = z.object({
  downloadId: z.number(),
  /** Where redirects had led the browser: Firefox lists an item by that. */
  finalUrl: z.optional(z.string()),
  phase: z.enum(['offered', 'claimed']),
  /** The user wants it taken over, whether that pays or not. */
  chosen: z.optional(z.boolean()),
});
export type Handover = z.infer<typeof handoverSchema>;

/** What became of the search for a new link, or that the link was clicked again; `at` in ms since 1970. */
const linkNoteSchema = z.object({
  kind: z.enum(['awaited', 'other-file', 'again']),
  at: z.number(),
  /** The tab that was opened to find it in, if one was. */
  tabId: z.nullable(z.number()),
});

/** What the first answer told of the file. */
const fileSchema = z.object({
  /** Sanitised. */
  name: z.string(),
  /** Below the task's own folder, where a mask says so. Sanitised. */
  folder: z.exactOptional(z.string()),
  mime: z.string(),
  /** Bytes; null while unknown (no Content-Length). */
  size: z.nullable(z.number()),
  /** The server answers ranges. */
  ranged: z.boolean(),
  validator: z.nullable(validatorSchema),
});
export type TaskFile = z.infer<typeof fileSchema>;

/** A download as it was before it was given the torrent of its file: where it goes on when that is left. */
const beforeSchema = z.object({
  source: sourceSchema,
  file: z.nullable(fileSchema),
  mirrors: z.array(mirrorSchema),
  describedBy: z.nullable(z.string()),
  name: z.nullable(z.string()),
  /** It ran, or waited for its turn. */
  ran: z.boolean(),
});

/** Why there is no room on the disk: as it was when that was last looked at. Bytes. */
const shortageSchema = z.object({
  /** What other downloads leave of it. */
  free: z.number(),
  /** What is missing of the file, and its copy in the Downloads folder. */
  needed: z.number(),
  /** The full disk is one that cannot be seen: not tried again before, ms since 1970. */
  until: z.nullable(z.number()),
});
export type Shortage = z.infer<typeof shortageSchema>;

/** Of a file that lies in the Downloads folder. */
const savedShape = {
  finishedAt: z.number(),
  /** null: the user's own files, which were never downloaded. */
  downloadId: z.nullable(z.number()),
  /** Base name as saved, or of what is shared. */
  savedAs: z.string(),
} as const;

/** The one state machine (see reduce.ts for the moves): each state carries only its own data. Times in ms since 1970. */
const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued') }),
  z.object({ kind: z.literal('probing') }),
  z.object({ kind: z.literal('active') }),
  z.object({ kind: z.literal('verifying') }),
  z.object({
    kind: z.literal('exporting'),
    /** What the browser saves it from, a blob or a stream. Stored before it is asked to: finds its item after a crash. */
    blobUrl: z.nullable(z.string()),
    downloadId: z.nullable(z.number()),
    /** The browser holds the file back as dangerous until the user decides in its own list. */
    held: z.boolean(),
  }),
  z.object({ kind: z.literal('done'), ...savedShape }),
  /** A torrent that lies in the Downloads folder, and is given to peers from its part file until the user has shared enough. */
  z.object({
    kind: z.literal('seeding'),
    ...savedShape,
    /** Why it is not shared just now: it is tried again. */
    trouble: z.exactOptional(taskErrorSchema),
  }),
  /** All bytes are here, and they are not what the publisher declared: kept aside until the user decides. */
  z.object({ kind: z.literal('damaged'), mismatch: mismatchSchema }),
  z.object({
    kind: z.literal('paused'),
    /**
     * `time`: the user had set when it stops. `peers`: until the user has agreed to what peers will see; `name`: it is all here, and its name is
     * taken; `twin`: such a file is there.
     */
    because: z._default(z.enum(['user', 'time', 'space', 'policy', 'peers', 'name', 'twin']), 'user'),
    /** What is missing, where there is no room. */
    room: z._default(z.nullable(shortageSchema), null),
  }),
  z.object({
    kind: z.literal('failed'),
    error: taskErrorSchema,
    /** Whether all bytes are here and only saving failed. */
    whole: z.boolean(),
  }),
]);
export type TaskState = z.infer<typeof stateSchema>;
type StateKind = TaskState['kind'];

/** The first goes first. */
export const priorities = ['high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];
const prioritySchema = z.enum(priorities);
const positionSchema = z.nullable(z.number());
const taskSpeedSchema = z.nullable(speedSchema);
const momentSchema = z.nullable(z.number());

export const taskSchema = z.object({
  id: taskIdSchema,
  /** Small number, unique among stored tasks: names the session rules of the task's requests. */
  serial: z.number(),
  addedAt: z.number(),
  source: sourceSchema,
  hint: z.nullable(hintSchema),
  handover: z.nullable(handoverSchema),
  /** Null until the first answer. */
  file: z.nullable(fileSchema),
  /** Bytes that are flushed to the part file: sorted, disjoint. */
  have: z.array(rangeSchema),
  /** What the bytes are held against when all are here. */
  expected: z._default(expectedSchema, nothingExpected),
  /** What that gave for the bytes that are here; null: not compared, or nothing to compare with. */
  checked: z._default(z.nullable(checkedSchema), null),
  /** Other addresses of the same file, in order of priority. */
  mirrors: z._default(z.array(mirrorSchema), []),
  /** Whether others are looked for, and what came of it. */
  search: z._default(searchSchema, notSearched),
  /** Address of a Metalink that describes the file and has not been read yet. */
  describedBy: z._default(z.nullable(z.string()), null),
  /** Sanitised; given by a Metalink, it wins over what servers say. */
  name: z._default(z.nullable(z.string()), null),
  /** How it is to be called, once the server has said how the file is; null: as the server says. */
  mask: z._default(z.nullable(openMaskSchema), null),
  /** Of a torrent: who has its bytes, and which files are in the one row of bytes that its part file is. */
  swarm: z._default(z.nullable(swarmSchema), null),
  /** Of a torrent that was a download before; null: it was none. */
  before: z._default(z.nullable(beforeSchema), null),
  /** Sub-folder of Downloads, '' for none. */
  folder: z.string(),
  /** Who says so: the user for this one, a rule of his, or neither. */
  placedBy: z._default(z.enum(['user', 'rule', 'default']), 'user'),
  /** What to do where its name is taken; null: as the settings say. */
  conflict: z._default(z.nullable(z.enum(conflicts)), null),
  /** A file that is there already, by our list, by the browser's, or by its checksum; `waived`: it is wanted all the same. */
  twin: z._default(
    z.nullable(z.object({ by: z.enum(['address', 'history', 'hash']), name: z.string(), waived: z.boolean() })),
    null,
  ),
  /** Hosts asked for this task: who saw the user's address. */
  hosts: z.array(z.string()),
  /** What was exchanged with each of them, as recorded with the bytes: each a host of `hosts`. */
  traffic: z._default(z.array(hostTrafficSchema), []),
  state: stateSchema,
  /** What the browser reads of it while the rest arrives: an address of ours, and the item it made of that; null: nothing. */
  stream: z._default(z.nullable(z.object({ url: z.string(), downloadId: z.nullable(z.number()) })), null),
  /** The unfinished task whose file this may be: proven before anything else is done, and then that one goes on. */
  continues: z._default(z.nullable(taskIdSchema), null),
  link: z._default(z.nullable(linkNoteSchema), null),
  priority: z._default(prioritySchema, 'normal'),
  /** Place among the waiting ones of its priority, as a time: between those of its neighbours; null: by `addedAt`. */
  position: z._default(positionSchema, null),
  /** Most for this task, bytes a second; null: no limit of its own. */
  speedLimit: z._default(taskSpeedSchema, null),
  /** It does not begin before, ms since 1970; null: no such time. */
  startAt: z._default(momentSchema, null),
  /** It is paused then, unless it has come to its end, ms since 1970; null: no such time. */
  stopAt: z._default(momentSchema, null),
  /** Started by hand: goes before all others, and outside the active times too. */
  urgent: z._default(z.boolean(), false),
  /** Removed by the user, undoable until the engine purges it. */
  trash: z.nullable(z.object({ at: z.number(), wasRunning: z.boolean() })),
});
export type Task = z.infer<typeof taskSchema>;

/** What the user sets of one task; a field that is left out stays as it is. */
export const adjustmentSchema = z.object({
  priority: z.exactOptional(prioritySchema),
  position: z.exactOptional(positionSchema),
  speedLimit: z.exactOptional(taskSpeedSchema),
  startAt: z.exactOptional(momentSchema),
  stopAt: z.exactOptional(momentSchema),
});
export type Adjustment = z.infer<typeof adjustmentSchema>;

/** How long a removed task can be brought back, ms. */
export const undoTime = 8000;

/** States in which a task goes on by itself. */
export const needingStates: ReadonlySet<StateKind> = new Set([
  'queued',
  'probing',
  'active',
  'verifying',
  'exporting',
  'seeding',
]);

/** Whether the engine page must exist for this task. */
export function needsEngine(task: Task): boolean {
  return task.trash !== null || needingStates.has(task.state.kind);
}

/** Whether it goes on by itself when there is room. */
export function waitsForRoom({ trash, state }: Task): boolean {
  return trash === null && state.kind === 'paused' && state.because === 'space';
}

/** Whether it waits for the user's word on who will see his address. */
export function asksForAgreement({ trash, state }: Task): boolean {
  return trash === null && state.kind === 'paused' && state.because === 'peers';
}

/** Whether it waits for the user's word on a file that is there already: resuming it is no answer. */
export function asksAboutFile({ trash, state }: Task): boolean {
  return trash === null && state.kind === 'paused' && (state.because === 'name' || state.because === 'twin');
}

/** Whether it waits for the user's word. */
export function asksTheUser(task: Task): boolean {
  return asksForAgreement(task) || asksAboutFile(task);
}

/** Whether its bytes are on their way. */
export function isTransferring(task: Task): boolean {
  return task.trash === null && (task.state.kind === 'probing' || task.state.kind === 'active');
}

/** Whether it counts as running, as in the badge. What the browser holds back waits for the user. */
export function isRunning(task: Task): boolean {
  if (task.trash !== null) return false;
  if (task.state.kind === 'exporting') return !task.state.held;
  return isTransferring(task) || task.state.kind === 'verifying';
}
