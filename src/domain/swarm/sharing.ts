import * as z from 'zod/mini';
import { speedSchema } from '../settings/settings.ts';

/** What happens when a torrent is complete: it is left, it is shared until a limit is reached, or for long. */
export const sharingModes = ['stop', 'until', 'long'] as const;

/** The bounds of what can be chosen, both included. */
export const sharingBounds = {
  /** Bytes given ÷ bytes of the files that are wanted. */
  ratio: { least: 0.1, most: 10 },
  hours: { least: 1, most: 168 },
} as const;

/** Long-term sharing ends too, and never takes more of the line than this. */
const longest = { hours: 30 * 24, speed: 1_000_000 } as const;

const hour = 3_600_000;

/** The user's choice for one torrent. The limits stay known while they do not hold. */
export const sharingSchema = z.object({
  mode: z.enum(sharingModes),
  /** `until`: it ends when so much was given, by the size of what is wanted ... */
  ratio: z.number().check(z.gte(sharingBounds.ratio.least), z.lte(sharingBounds.ratio.most)),
  /** ... or when it was shared for so long, whichever comes first. */
  hours: z.number().check(z.gte(sharingBounds.hours.least), z.lte(sharingBounds.hours.most), z.int()),
  /** Most for this torrent, bytes a second; null: none of its own. */
  speedLimit: z.nullable(speedSchema),
});
export type Sharing = z.infer<typeof sharingSchema>;

/** What holds until the user chooses something else: nothing is shared once it is complete. */
export const noSharing: Sharing = { mode: 'stop', ratio: 1, hours: 24, speedLimit: null };

/** Of a torrent that is new. */
export const nothingShared = { sharing: noSharing, given: 0, sharedFor: 0 } as const;

/** What was shared so far. */
export interface Shared {
  readonly sharing: Sharing;
  /** Bytes that peers got, while it was loaded too. */
  readonly given: number;
  /** So long peers could ask for it since it is complete, ms. */
  readonly sharedFor: number;
}

/** Bytes given ÷ bytes of what is wanted. @param size of that, bytes */
export const ratioOf = ({ given }: Pick<Shared, 'given'>, size: number): number => (size === 0 ? 0 : given / size);

/** Whether a complete torrent has been shared as much as the user wants. @param size of what is wanted, bytes */
export function isSharedEnough({ sharing, given, sharedFor }: Shared, size: number): boolean {
  switch (sharing.mode) {
    case 'stop':
      return true;
    case 'until':
      return given >= sharing.ratio * size || sharedFor >= sharing.hours * hour;
    case 'long':
      return sharedFor >= longest.hours * hour;
  }
}

/** Most that this torrent gives to others, bytes a second; Infinity: it has no limit of its own. */
export function uploadMost({ mode, speedLimit }: Sharing): number {
  const own = speedLimit ?? Number.POSITIVE_INFINITY;
  return mode === 'long' ? Math.min(own, longest.speed) : own;
}
