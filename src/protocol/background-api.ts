import * as z from 'zod/mini';
import { taskErrorSchema } from '#domain/error';
import { endingSchema } from '#domain/task/ending';
import { handoverSchema, taskIdSchema } from '#domain/task/task';
import { leaveReasons } from '#domain/source/leave-reason';
import { conflicts, settingsSchema } from '#domain/settings/settings';
import { defineApi, nothing } from './define.ts';

/** Of this extension: nobody else is asked for what is saved from it. */
const ownUrl = z.string().check(z.regex(/^(blob:)?\w+-extension:/));

/** What the background answers. Callers: engine page, popup, options page. */
export const backgroundApi = defineApi({
  address: 'background',
  verbs: {
    /** Makes sure that the engine page is there. */
    'engine.ensure': { request: nothing, response: nothing },
    /** Nothing left to do in the engine page: close it unless something came in between. */
    'engine.idle': { request: nothing, response: nothing },
    /** Opens the page where a task's link was clicked, for the user to click it again: the task waits for that. */
    'link.refresh': { request: z.object({ id: taskIdSchema, page: z.string() }), response: nothing },
    /** The engine page cannot read them itself. */
    'settings.read': { request: nothing, response: settingsSchema },
    /** How the user stands to the policy: unless it is accepted nothing may be asked of anybody; and whether he has switched mirror search on. */
    'consent.read': {
      request: nothing,
      response: z.object({
        standing: z.enum(['unasked', 'declined', 'accepted', 'changed']),
        mirrorSearch: z.boolean(),
      }),
    },
    /** The user wants this download of the browser's taken over, about which he was to be asked. */
    'item.take': { request: z.object({ downloadId: z.number() }), response: nothing },
    /** For the toolbar badge: the number of running tasks, and whether one asks the user something. */
    'badge.set': { request: z.object({ running: z.number(), asking: z.boolean() }), response: nothing },
    /** A download is over, or needs the user: told to him outside our pages, if he wants that. */
    'ending.tell': { request: endingSchema, response: nothing },
    /**
     * Cancels and erases the browser's own item of this address; `gone`: it finished or the user cancelled it, so the
     * task must not go on.
     */
    'handover.release': {
      request: z.object({ handover: handoverSchema, url: z.string(), again: z.boolean() }),
      response: z.object({ outcome: z.enum(['released', 'gone']) }),
    },
    /**
     * After a start of the engine page: what became of the browser's item beside the task? `lost`: it was cut off, and
     * is off the browser's list; `over`: it finished or the user cancelled it.
     */
    'handover.recover': {
      request: z.object({ handover: handoverSchema, url: z.string() }),
      response: z.object({ outcome: z.enum(['running', 'lost', 'over']) }),
    },
    /** What the browser's item was wanted for has been done with it: it goes, with its file if it is complete. */
    'handover.give-up': {
      request: z.object({ handover: handoverSchema, url: z.string() }),
      response: nothing,
    },
    /** The task stays with the browser after all: the reason, for the popup. */
    'handover.decline': {
      request: z.object({ downloadId: z.number(), reason: z.enum(leaveReasons) }),
      response: nothing,
    },
    /** Cookies and Referer for a task's own requests (session rules named by `serial`). */
    'request.prepare': {
      request: z.object({
        serial: z.number(),
        requests: z.array(z.object({ url: z.string(), referrer: z.string() })),
      }),
      response: nothing,
    },
    'request.clear': { request: z.object({ serial: z.number() }), response: nothing },
    /** Why a request to this address gets no answer at all. */
    'network.explain': {
      request: z.object({ url: z.string(), bare: z.boolean() }),
      response: taskErrorSchema,
    },
    /** Saves a blob of the engine page under Downloads. `path` may hold sub-folders. null: its name is taken, and the user wants to be asked. */
    'export.start': {
      request: z.object({ blobUrl: ownUrl, path: z.string(), conflict: z.enum(conflicts) }),
      response: z.object({ downloadId: z.nullable(z.number()) }),
    },
    /** Which of these items of the browser's are known to be gone from the disk, and what the browser itself has saved from an address. */
    'files.there': {
      request: z.object({ url: z.string(), ids: z.array(z.number()) }),
      response: z.object({ gone: z.array(z.number()), saved: z.nullable(z.string()) }),
    },
    /** After a crash: what became of an export? An unfinished one is removed with its leftovers. */
    'export.recover': {
      request: z.object({ blobUrl: z.string() }),
      response: z.object({
        /** The browser's item of that export, if it is complete. */
        saved: z.nullable(z.object({ downloadId: z.number(), savedAs: z.string(), bytes: z.number() })),
      }),
    },
    /**
     * The sealed rows under a tag, base64 each. `off`: no mirrors are searched for; `no-list`: there is no signed list yet; `later`: the
     * service cannot be asked now, or did not answer.
     */
    'mirrors.find': {
      request: z.object({ task: taskIdSchema, tag: z.string() }),
      response: z.object({ outcome: z.enum(['rows', 'off', 'no-list', 'later']), sealed: z.array(z.string()) }),
    },
    /** Whether mirrors are given back. */
    'mirrors.giving': { request: nothing, response: z.object({ on: z.boolean() }) },
    /** What a finished download gives back, sealed, base64: kept until a random moment. Nothing where it is not granted. */
    'mirrors.give': {
      request: z.object({
        all: z.array(
          z.object({
            what: z.enum(['give', 'vote']),
            tag: z.string(),
            entry: z.string(),
            sealed: z.nullable(z.string()),
          }),
        ),
      }),
      response: nothing,
    },
    /** The look-up that is under way for a task is broken off. */
    'mirrors.give-up': { request: z.object({ task: taskIdSchema }), response: nothing },
    'export.cancel': { request: z.object({ downloadId: z.number() }), response: nothing },
  },
});
