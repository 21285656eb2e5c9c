import * as z from 'zod/mini';
import type { Range } from '../segment/range.ts';
import { namedSchema, nobodyNamed } from './named.ts';
import { viaSchema } from './peer-server.ts';
import { noSharing, sharingSchema } from './sharing.ts';

const swarmFileSchema = z.object({
  /** Sanitised sub-folder of the torrent's own, '' for none. */
  folder: z.string(),
  /** Sanitised. */
  name: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Where it begins in the torrent's one row of bytes, which is what the part file holds. */
  offset: z.number(),
  /** The user wants it. */
  wanted: z.boolean(),
  /** It goes before the others that are wanted. */
  first: z.exactOptional(z.boolean()),
  /** It lies in the Downloads folder. */
  saved: z.boolean(),
});
export type SwarmFile = z.infer<typeof swarmFileSchema>;

/** What is in a torrent, once that is known. */
const contentSchema = z.object({
  /** Whether its name is that of a folder. */
  several: z.boolean(),
  /** Bytes of all files, and of each piece but the last. */
  size: z.number(),
  pieceLength: z.number(),
  /** It is fetched from its beginning on; else what few peers have comes first. */
  inOrder: z.exactOptional(z.boolean()),
  /** Without those that only fill up. */
  files: z.array(swarmFileSchema),
});
export type SwarmContent = z.infer<typeof contentSchema>;

/** Which files are wanted, and which of them go first, by their places in the list; and in which order their pieces come. */
export const fileChoiceSchema = z.object({
  wanted: z.array(z.int()),
  first: z.array(z.int()),
  /** From the beginning on. */
  inOrder: z.boolean(),
});
export type FileChoice = z.infer<typeof fileChoiceSchema>;

/** What makes a task a torrent. */
export const swarmSchema = z.object({
  /** 40 lower-case hexadecimal digits. */
  infoHash: z.string(),
  /** Those that the torrent names, and no other. */
  trackers: z.array(z.string()),
  /** Addresses of its files over http and https (BEP 19), as it names them. */
  webSeeds: z._default(z.array(z.string()), []),
  /** Whom another link to it names besides: they are not asked before the user has agreed to that. */
  offered: z._default(namedSchema, nobodyNamed),
  /** The user has been told who will see his address, and said yes. Nobody is contacted before. */
  agreed: z.boolean(),
  /** Of a magnet link: the user wants to choose among its files once they are known, before any is fetched. */
  asksForFiles: z.exactOptional(z.boolean()),
  /** The server by which peers find a way, as the user has agreed to it; null: none. */
  via: z._default(z.nullable(viaSchema), null),
  /** null: of a magnet link, until a peer has told. */
  content: z.nullable(contentSchema),
  /** What was chosen of its files before they were known. */
  wish: z.exactOptional(fileChoiceSchema),
  /** How many peers saw the user's address; who they were is not kept (PT5). */
  peers: z.number(),
  /** What the user wants to happen when it is complete. */
  sharing: z._default(sharingSchema, noSharing),
  /** Bytes that peers got. */
  given: z._default(z.number(), 0),
  /** So long peers could ask for it since it is complete, ms. */
  sharedFor: z._default(z.number(), 0),
});
export type Swarm = z.infer<typeof swarmSchema>;

/** Whether a browser can speak with a tracker: those of http and udp know no WebRTC. */
export const isReachable = (tracker: string): boolean => /^wss?:/i.test(tracker);

/** Whether nobody could tell what is in it: peers would, and no browser can find any. Its web servers know its files, and not which they are. */
export const isUntold = ({ content, trackers }: Pick<Swarm, 'content' | 'trackers'>): boolean =>
  content === null && !trackers.some(isReachable);

/** Bytes that are wanted. */
export function wantedBytes({ files }: Pick<SwarmContent, 'files'>): number {
  return files.reduce((sum, file) => sum + (file.wanted ? file.size : 0), 0);
}

/** The wanted bytes in the torrent's row: in order, disjoint. */
export function wantedRanges({ files }: Pick<SwarmContent, 'files'>): Range[] {
  return files
    .filter(({ wanted, size }) => wanted && size > 0)
    .map(({ offset, size }) => ({ from: offset, to: offset + size }));
}

/** The content as if only what goes first were wanted. */
export function firstOf(content: SwarmContent): SwarmContent {
  const files = content.files.map((file) => ({ ...file, wanted: file.wanted && file.first === true }));
  return { ...content, files };
}

/** Wanted bytes that are here. @param have in order, disjoint */
export function bytesHere(content: Pick<SwarmContent, 'files'>, have: readonly Range[]): number {
  let sum = 0;
  let next = 0;
  for (const { from, to } of wantedRanges(content)) {
    while ((have[next]?.to ?? Infinity) <= from) next++;
    for (let at = next; (have[at]?.from ?? Infinity) < to; at++) {
      sum += Math.min(to, have[at]?.to ?? to) - Math.max(from, have[at]?.from ?? from);
    }
  }
  return sum;
}

/** Whether everything that is wanted is here. */
export const isHere = (content: Pick<SwarmContent, 'files'>, have: readonly Range[]): boolean =>
  bytesHere(content, have) === wantedBytes(content);

/** The next file to be put into the Downloads folder; null: all are there. */
export const nextToSave = ({ files }: SwarmContent): SwarmFile | null =>
  files.find(({ wanted, saved }) => wanted && !saved) ?? null;

/** The content with what was chosen before it was known; a choice that leaves nothing of it is none. */
export function withWish(content: SwarmContent, { wish }: Pick<Swarm, 'wish'>): SwarmContent {
  const chosen = wish && withChoice(content, wish);
  return chosen && wantedBytes(chosen) > 0 ? chosen : content;
}

/** The content with one file more in the Downloads folder. */
export function withSaved(content: SwarmContent, file: SwarmFile): SwarmContent {
  return { ...content, files: content.files.map((one) => (one === file ? { ...one, saved: true } : one)) };
}

/** What is chosen of a torrent. */
export function choiceOf({ files, inOrder = false }: Pick<SwarmContent, 'files' | 'inOrder'>): FileChoice {
  const places = (counts: (file: SwarmFile) => boolean) =>
    files.flatMap((file, place) => (counts(file) ? [place] : []));
  return { wanted: places(({ wanted }) => wanted), first: places(({ first }) => first === true), inOrder };
}

/** Whether two choices are the same, in whatever order. No place is in a list twice. */
export function isSameChoice(one: FileChoice, other: FileChoice): boolean {
  const same = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length && new Set([...a, ...b]).size === a.length;
  return one.inOrder === other.inOrder && same(one.wanted, other.wanted) && same(one.first, other.first);
}

/** The content with this choice. What is saved already stays wanted. */
export function withChoice(content: SwarmContent, { wanted, first, inOrder }: FileChoice): SwarmContent {
  const [chosen, ahead] = [new Set(wanted), new Set(first)];
  const withPlace = (file: SwarmFile, place: number): SwarmFile => ({
    ...file,
    wanted: file.saved || chosen.has(place),
    first: chosen.has(place) && ahead.has(place),
  });
  return { ...content, inOrder, files: content.files.map(withPlace) };
}

/** The content with only these files wanted. */
export function withWanted(content: SwarmContent, wanted: readonly number[]): SwarmContent {
  return withChoice(content, { wanted: [...wanted], first: [], inOrder: content.inOrder ?? false });
}
