import * as z from 'zod/mini';
import { languageTags } from '../i18n/languages.ts';
import { timesSchema } from '../schedule/times.ts';
import { fileKinds } from '../swarm/file-kinds.ts';

export const takeovers = ['pays', 'always', 'ask'] as const;
/** What happens where a file of the name is there already: the new one gets a number, takes its place, or the user is asked. */
export const conflicts = ['number', 'overwrite', 'ask'] as const;
export type Conflict = (typeof conflicts)[number];
export const afterwards = ['nothing', 'folder'] as const;
export const modifiers = ['alt', 'ctrl', 'shift', 'none'] as const;

/** The bounds of the numbers, both included; speeds in bytes a second. */
export const bounds = {
  connections: { least: 1, most: 12 },
  tasks: { least: 1, most: 20 },
  speed: { least: 10_000, most: 10_000_000_000 },
} as const;

const whole = ({ least, most }: { least: number; most: number }) =>
  z.number().check(z.gte(least), z.lte(most), z.int());

/** A speed limit, bytes a second. */
export const speedSchema = whole(bounds.speed);

/** What holds for a host and its sub-domains, all tasks together; null: as for every host. */
const hostRuleSchema = z.object({
  /** Without port. */
  host: z.string(),
  connections: z.nullable(whole(bounds.connections)),
  speedLimit: z.nullable(speedSchema),
});
export type HostRule = z.infer<typeof hostRuleSchema>;

/** Where new files go: those of a kind (null: of any), of a site and its sub-domains (null: of any), or of both. */
const folderRuleSchema = z.object({
  kind: z.nullable(z.enum(fileKinds)),
  /** Host name. */
  site: z.nullable(z.string()),
  /** Sub-folder of Downloads, '' for Downloads itself. */
  folder: z.string(),
});
export type FolderRule = z.infer<typeof folderRuleSchema>;

/** Another extension, and whether it may add downloads. */
const callerSchema = z.object({ id: z.string(), allowed: z.boolean() });

const everyDay = [0, 1, 2, 3, 4, 5, 6];

/** Everything the user can set. Defaults stand here alone. */
export const settingsSchema = z.object({
  /** Which downloads are taken over: those that more connections make faster, every one that can be resumed, or what the user says. */
  takeover: z._default(z.enum(takeovers), 'pays'),
  /** Smaller downloads stay with the browser, bytes. */
  minimumSize: z._default(z.number().check(z.nonnegative(), z.int()), 8 * 1024 * 1024),
  /** Connections to one host, all tasks together. Browsers allow 6 per host with cookies and 6 without on HTTP/1.1. */
  connectionsPerHost: z._default(whole(bounds.connections), 12),
  /** Tasks transferring at once. */
  activeTasks: z._default(whole(bounds.tasks), 3),
  /** Most for all tasks together; null: no limit. */
  speedLimit: z._default(z.nullable(speedSchema), null),
  /** Most that all torrents together give to others, bytes a second: a home line is not filled. */
  uploadLimit: z._default(speedSchema, 1_000_000),
  /** The lower limit holds now, by hand ... */
  slowMode: z._default(z.boolean(), false),
  /** ... or at these times. */
  slowTimes: z._default(timesSchema, { on: false, from: 8 * 60, to: 18 * 60, days: [1, 2, 3, 4, 5] }),
  slowLimit: z._default(speedSchema, 1_000_000),
  /** Switched on: tasks transfer only at these times. */
  activeTimes: z._default(timesSchema, { on: false, from: 22 * 60, to: 6 * 60, days: everyDay }),
  hostRules: z._default(z.array(hostRuleSchema), []),
  /** Sub-folder of Downloads, '' for none. */
  folder: z._default(z.string(), ''),
  /** What goes elsewhere (`add/place` reads them). */
  folderRules: z._default(z.array(folderRuleSchema), []),
  /** When the name is taken. */
  conflict: z._default(z.enum(conflicts), 'number'),
  /** What is added and there already waits for the user's word. */
  askForKnown: z._default(z.boolean(), true),
  /** Name, folder and more are asked for before links are added ... */
  askBeforeAdding: z._default(z.boolean(), false),
  /** ... unless they are of these hosts (and their sub-domains). */
  sitesAddedAtOnce: z._default(z.array(z.string()), []),
  /** Host names (and their sub-domains) whose downloads always stay with the browser. */
  sitesLeftAlone: z._default(z.array(z.string()), []),
  /** Host names (and their sub-domains) beside whose downloads a list of checksums is looked for. */
  sumSites: z._default(z.array(z.string()), []),
  /** Held while clicking, it leaves that download to the browser. */
  bypassKey: z._default(z.enum(modifiers), 'alt'),
  /** Also take over programs and scripts (their reputation check and mark of the web are lost). */
  takeDangerous: z._default(z.boolean(), false),
  /** Clicked magnet links and .torrent files are opened; else they stay with the browser. */
  torrents: z._default(z.boolean(), true),
  /** A torrent asks before it contacts anybody ... */
  askForPeers: z._default(z.boolean(), true),
  /** ... unless all its trackers are of these hosts. */
  knownTrackers: z._default(z.array(z.string()), []),
  /** A STUN or TURN server by which torrents' peers find a way, '' for none (`swarm/peer-server` reads it) ... */
  peerServer: z._default(z.string(), ''),
  /** ... and what a TURN server asks for. */
  peerServerName: z._default(z.string(), ''),
  peerServerSecret: z._default(z.string(), ''),
  /** Torrents meet peers through the TURN server alone, unless their card says otherwise. */
  relayOnly: z._default(z.boolean(), false),
  /** A notification of the system when a download ends or needs the user; needs the browser's permission. */
  notify: z._default(z.boolean(), false),
  notifySound: z._default(z.boolean(), false),
  /** The computer does not fall asleep while something transfers; needs the browser's permission. */
  keepAwake: z._default(z.boolean(), false),
  /** When nothing runs any more and something was saved. */
  whenDone: z._default(z.enum(afterwards), 'nothing'),
  /** Other extensions may ask to add downloads ... */
  outside: z._default(z.boolean(), false),
  /** ... and what the user has said of those that did, by their ids. */
  callers: z._default(z.array(callerSchema), []),
  /** Of the interface; null: as the browser's. */
  language: z._default(z.nullable(z.enum(languageTags)), null),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = z.parse(settingsSchema, {});

/**
 * Reads stored settings field by field: a field that does not validate falls back to its default, the others are kept,
 * so that one bad value never costs the user the rest.
 */
export function readSettings(stored: unknown): Settings {
  const given: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {};
  const result = z.safeParse(settingsSchema, given);
  if (result.success) return result.data;
  for (const issue of result.error.issues) delete given[String(issue.path[0])];
  const retried = z.safeParse(settingsSchema, given);
  return retried.success ? retried.data : defaultSettings;
}
