import { Random } from '../../test/simulation/random.ts';
import type { Behaviour, Seen } from '../../test/support/site/behaviour.ts';

const KiB = 2 ** 10;
const MiB = 2 ** 20;

/** When the browser is killed: so long after the click; when so many bytes of the transfer have come since it last began; so long after the last byte was sent. */
export type Moment =
  | { phase: 'handover'; ms: number }
  | { phase: 'transfer'; bytes: number }
  | { phase: 'saving'; ms: number };

/** What happens in one run. */
export interface Script {
  readonly name: string;
  readonly file: Partial<Behaviour> & { size: number };
  readonly kills: readonly Moment[];
  readonly takeover: 'always' | 'pays';
}

/** Bytes/s of a connection that is not slow. */
export const rate = 2 * MiB;

/**
 * Makes the script of a run: the same seed gives the same one. (What becomes of it depends on the machine too, for the
 * server's faults meet whatever requests come.)
 */
export function scriptOf(seed: number, run: number, kills: { least: number; most: number }): Script {
  const random = new Random(seed * 1000 + run);
  const size = random.between(32, 96) * MiB;
  return {
    name: `chaos-${seed}-${run}.bin`,
    file: faultyFile(random, size),
    // As it is installed, and with everything ours, by turns.
    takeover: run % 2 === 0 ? 'pays' : 'always',
    kills: Array.from({ length: random.between(kills.least, kills.most) }, () => momentOf(random, size)),
  };
}

/** A file whose answers are faulty at random. @param size bytes */
export function faultyFile(random: Random, size: number): Script['file'] {
  return { size, vary: (seen) => mood(random, seen) };
}

/** Most kills fall into the transfer; the handover and the saving are short, but the most delicate. */
function momentOf(random: Random, size: number): Moment {
  const die = random.next();
  if (die < 0.2) return { phase: 'handover', ms: random.between(0, 700) };
  if (die < 0.4) return { phase: 'saving', ms: random.between(0, 700) };
  return { phase: 'transfer', bytes: random.between(1, Math.round(size * 0.6)) };
}

/** The browser's own request and our first one are answered in order, or there is no download to speak of. */
const honest = 2;

/** A server that cuts many answers, is slow now and then, falls silent for a while, or has no time. */
function mood(random: Random, { nth }: Seen): Partial<Behaviour> {
  const die = random.next();
  const somewhere = random.between(64 * KiB, 6 * MiB);
  if (nth <= honest || die < 0.35) return {};
  if (die < 0.7) return { cutAfter: somewhere, reset: random.chance(0.5) };
  if (die < 0.8) return { stallAfter: somewhere };
  if (die < 0.95) return { rate: random.between(128 * KiB, 512 * KiB) };
  return { status: 503, retryAfter: '1' };
}
