import * as z from 'zod/mini';
import { algorithms } from '#domain/check/algorithm';
import { errorCodes, taskErrorSchema } from '#domain/error';
import { givenSchema } from '#domain/exchange/given';
import { adjustmentSchema, hintSchema, sourceSchema, taskIdSchema, taskSchema } from '#domain/task/task';
import { rangeSchema } from '#domain/segment/range';
import { namedSchema } from '#domain/swarm/named';
import { viaSchema } from '#domain/swarm/peer-server';
import { sharingSchema } from '#domain/swarm/sharing';
import { mostTrackers } from '#domain/swarm/torrent-limits';
import { largestTorrent } from '#domain/swarm/torrent-type';
import { defineApi, nothing } from './define.ts';

/** Of a .torrent file in base 64, characters. */
const largestText = Math.ceil(largestTorrent / 3) * 4;

/** Links in one message. */
const mostAtOnce = 1000;

/** What can be done to many tasks at once. */
const manyActs = ['pause', 'resume', 'retry', 'remove', 'undo', 'start-now'] as const;
export type ManyAct = (typeof manyActs)[number];

const one = { request: z.object({ id: taskIdSchema }), response: nothing };

/** What the engine page answers. Callers: background, popup. */
export const engineApi = defineApi({
  address: 'engine',
  verbs: {
    /**
     * Stores the task, then answers. The caller names it, so that one whose answer was lost can ask again. `downloadId`: the
     * browser's own item that runs on meanwhile. `continues`: the task that the user gives this link to. The answer names
     * another task where that one goes on instead.
     */
    'task.add': {
      request: z.object({
        id: taskIdSchema,
        source: sourceSchema,
        hint: z.nullable(hintSchema),
        downloadId: z.nullable(z.number()),
        tabId: z.nullable(z.number()),
        continues: z.nullable(taskIdSchema),
        /** The user has said that it is to be taken over: it is not tried whether that pays. */
        chosen: z.optional(z.boolean()),
      }),
      response: z.object({ id: taskIdSchema }),
    },
    /**
     * Links that the user has given at once: each as by `task.add`; `given`: what is told of it. What cannot be taken stops the rest. The
     * answer counts them: `wentOn`: a download of that link was there and not finished, and goes on as it is.
     */
    'tasks.add': {
      request: z.object({
        links: z
          .array(z.object({ id: taskIdSchema, url: z.string(), given: z.nullable(givenSchema) }))
          .check(z.maxLength(mostAtOnce)),
      }),
      response: z.object({ added: z.int(), wentOn: z.int() }),
    },
    /** A .torrent file that the user has given: at most 10 MiB of it, as text (base 64). `id` names what comes of it. */
    'torrent.open': {
      request: z.object({ id: taskIdSchema, base64: z.string().check(z.maxLength(largestText)) }),
      response: nothing,
    },
    /** The torrent of a download's file, which goes on as that; `fits` false: it is of another file. */
    'torrent.give': {
      request: z.object({ id: taskIdSchema, base64: z.string().check(z.maxLength(largestText)) }),
      response: z.object({ fits: z.boolean() }),
    },
    /**
     * A torrent of files that the user has picked, which the calling page hands over when they are asked for (`platform/shared-files`). `id`
     * names the task that shares it. It answers when they are read and shared.
     */
    'torrent.make': {
      request: z.object({
        id: taskIdSchema,
        name: z.string().check(z.minLength(1), z.maxLength(200)),
        trackers: z.array(z.string()).check(z.maxLength(mostTrackers)),
        sharing: sharingSchema,
        via: z.nullable(viaSchema),
      }),
      response: z.object({ magnet: z.string() }),
    },
    /** The user looks for a new link: the next download from the task's page, or from this tab, may be it. */
    'task.await-link': {
      request: z.object({ id: taskIdSchema, tabId: z.nullable(z.number()) }),
      response: nothing,
    },
    'task.pause': one,
    'task.resume': one,
    /** Failed: go on with what is here. */
    'task.retry': one,
    /** Failed because the file changed: throw the bytes away and begin again. */
    'task.restart': one,
    /** Damaged: fetch what is wrong again. */
    'task.refetch': one,
    /** Damaged, or a Metalink that cannot be opened: save it as it is. */
    'task.keep': one,
    /** Its name is taken, and the user has been asked: the new file gets a number, or takes the place of the old one. */
    'task.name': {
      request: z.object({ id: taskIdSchema, conflict: z.enum(['number', 'overwrite']) }),
      response: nothing,
    },
    /** It is there already, and the user wants it all the same. */
    'task.again': one,
    /** A checksum that the user gives, as text; null: none can be read in it. */
    'task.expect': {
      request: z.object({ id: taskIdSchema, text: z.string() }),
      response: z.object({ algorithm: z.nullable(z.enum(algorithms)) }),
    },
    /** Off the list; unfinished bytes go with it after the undo time. The saved file stays. */
    'task.remove': one,
    'task.undo': one,
    /** The same act on many at once, in their order; those that it means nothing to stay as they are. */
    'tasks.act': {
      request: z.object({ ids: z.array(taskIdSchema), act: z.enum(manyActs) }),
      response: nothing,
    },
    /** Moves waiting tasks within the line, in their order (`before`: in front of that one, or to the end). They take on the priority of new neighbours. */
    'tasks.move': {
      request: z.object({
        ids: z.array(taskIdSchema),
        to: z.union([z.enum(['top', 'up', 'down']), z.object({ before: z.nullable(taskIdSchema) })]),
      }),
      response: nothing,
    },
    /** How fast a task was in the last ten minutes: bytes a second, one number every `every` ms, the latest last. */
    'speeds.read': {
      request: z.object({ id: taskIdSchema }),
      response: z.object({ every: z.number(), speeds: z.array(z.number()) }),
    },
    /** A torrent: the user knows who will see his address, and wants it. `asksForFiles`: to be asked again when they are known. */
    'task.agree': {
      request: z.object({
        id: taskIdSchema,
        via: z.nullable(viaSchema),
        asksForFiles: z.exactOptional(z.boolean()),
      }),
      response: nothing,
    },
    /** A torrent: he does not. What is here stays, and a download that was given its torrent goes on as before; `removed`: it is off the list, for nothing was here. */
    'task.decline': { request: z.object({ id: taskIdSchema }), response: z.object({ removed: z.boolean() }) },
    /** A torrent that was a download goes on as that. */
    'task.leave-torrent': one,
    /** A torrent: the user wants these to be asked, too; of others that another link to it names, none. */
    'task.widen': { request: z.object({ id: taskIdSchema, named: namedSchema }), response: nothing },
    /** Which of a torrent's files are wanted, at least one, which go first, and in which order their pieces come. */
    'task.choose': {
      request: z.object({
        id: taskIdSchema,
        choice: z.object({
          wanted: z.array(z.int()).check(z.minLength(1)),
          first: z.array(z.int()),
          inOrder: z.boolean(),
        }),
      }),
      response: nothing,
    },
    /** What is to happen when a torrent is complete, or from now on where it is. */
    'task.share': { request: z.object({ id: taskIdSchema, sharing: sharingSchema }), response: nothing },
    /** Whether mirrors are searched for this task, as far as the user has switched that on for all: also in mid-transfer. */
    'task.search': { request: z.object({ id: taskIdSchema, on: z.boolean() }), response: nothing },
    /** Sets what the user may choose of a task. A start time sends a running one back into the line, and brings a paused or failed one there. */
    'task.set': { request: z.object({ id: taskIdSchema, change: adjustmentSchema }), response: nothing },
    /** Waiting or paused: runs at once, out of hours too; if there is no place, the last of those that run goes back into the line. */
    'task.start-now': one,
    /** The browser has made an item of a stream of ours. `wanted`: somebody still does. */
    'export.begun': {
      request: z.object({ url: z.string(), downloadId: z.number() }),
      response: z.object({ wanted: z.boolean() }),
    },
    /** The browser's own item of an export changed. */
    'export.changed': {
      request: z.object({
        downloadId: z.number(),
        outcome: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('saved'), savedAs: z.string(), bytes: z.nullable(z.number()) }),
          z.object({ kind: z.literal('held') }),
          z.object({ kind: z.literal('failed'), error: taskErrorSchema }),
        ]),
      }),
      response: nothing,
    },
    /** A redirect of a task's request led to this host: `from` is what was asked, `through` the host that redirected if another had redirected to it. */
    'host.passed': {
      request: z.object({ from: z.string(), host: z.string(), through: z.nullable(z.string()) }),
      response: nothing,
    },
    /** What transfers have taught about hosts is forgotten: the next one of each is tried anew. */
    'lessons.forget': { request: nothing, response: nothing },
    /** What the user decided about the policy changed: read it again. */
    'consent.changed': { request: nothing, response: nothing },
    /** Settings changed: read them again. */
    'settings.changed': { request: nothing, response: nothing },
    /** Asked before the page is closed. After a `true` it takes no more tasks. */
    'engine.retire': { request: nothing, response: z.object({ idle: z.boolean() }) },
  },
});

/** How it stands with a tracker: being connected to, connected without an answer, or with one, or lost and tried again. */
const trackerStates = ['connecting', 'silent', 'answers', 'unreachable'] as const;
export type TrackerState = (typeof trackerStates)[number];

/** What is true of a running task at this moment, never stored. */
const liveSchema = z.object({
  /** Bytes here, flushed or not. */
  bytes: z.number(),
  /** Bytes a second over the last seconds. */
  speed: z.number(),
  connections: z.number(),
  /** Ranges being filled now: `from` is the head. */
  arriving: z.array(rangeSchema),
  /** Bytes here, as ranges, flushed or not. */
  have: z.array(rangeSchema),
  /** Of a torrent: what peers get, bytes a second. */
  up: z.optional(z.number()),
  /** Of a torrent: those that are asked. */
  trackers: z.optional(z.array(z.object({ url: z.string(), state: z.enum(trackerStates) }))),
  /** While it is checked: how far, 0 to 1. */
  checked: z.optional(z.number()),
  /** Who brings the bytes, in this run. */
  sources: z.array(
    z.object({
      host: z.string(),
      bytes: z.number(),
      connections: z.number(),
      /** Ranges that it brought; of peers nobody knows. */
      parts: z.optional(z.array(rangeSchema)),
      /** Where its bytes arrive now. */
      arriving: z.optional(z.array(z.number())),
      /** It is left alone until then because of this (ms since 1970). */
      trouble: z.nullable(z.object({ code: z.enum(errorCodes), until: z.number() })),
    }),
  ),
  /** Nothing arrives because of this; tried again at `until` (ms since 1970). */
  trouble: z.nullable(z.object({ code: z.enum(errorCodes), until: z.number() })),
});
export type Live = z.infer<typeof liveSchema>;

/** What the engine page says to whoever listens when it is up: pages connect again. */
export const engineAwake = 'engine-awake';

/** The name of the port between pages and engine page. */
export const taskPortName = 'tasks';

/**
 * Over that port: first all that has changed since the engine page started, which with what is stored gives everything; then what
 * changes, at most 4 times a second.
 */
export const taskFeedSchema = z.object({
  changed: z.array(taskSchema),
  removed: z.array(taskIdSchema),
  /** All running tasks. */
  live: z.record(taskIdSchema, liveSchema),
});
export type TaskFeed = z.infer<typeof taskFeedSchema>;
