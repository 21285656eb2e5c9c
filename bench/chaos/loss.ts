import { addRange, totalBytes, type Range } from '#domain/segment/range';
import type { RequestRecord } from '../../test/support/site/log.ts';

/** Byte ranges of the file that the server has sent in these requests: sorted, each byte once. */
export function sentRanges(requests: readonly RequestRecord[]): Range[] {
  return requests.reduce<Range[]>((ranges, { status, range, bytes }) => {
    if (status !== 200 && status !== 206) return ranges;
    const from = status === 206 ? Number(/^bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0) : 0;
    return addRange(ranges, { from, to: from + bytes });
  }, []);
}

/** Bytes that are in both. */
export function commonBytes(some: readonly Range[], others: readonly Range[]): number {
  const either = others.reduce<Range[]>((ranges, range) => addRange(ranges, range), [...some]);
  return totalBytes(some) + totalBytes(others) - totalBytes(either);
}

/** How fast a transfer was lately, while it moved. */
export class Pace {
  readonly #window: number;
  #moves: { ms: number; bytes: number }[] = [];
  #last: { at: number; bytes: number } | null = null;

  /** @param window time of movement that counts, ms */
  constructor(window: number) {
    this.#window = window;
  }

  /** @param at ms @param bytes in all, so far */
  note(at: number, bytes: number): void {
    const ms = at - (this.#last?.at ?? at);
    const more = bytes - (this.#last?.bytes ?? bytes);
    this.#last = { at, bytes };
    if (more > 0) this.#moves.push({ ms, bytes: more });
  }

  /** Bytes/s over the last window in which something came: a standstill is not the pace of a transfer. 0: nothing came. */
  get rate(): number {
    let [time, bytes] = [0, 0];
    for (const move of this.#moves.toReversed()) {
      if (time >= this.#window) break;
      time += move.ms;
      bytes += move.bytes;
    }
    return time === 0 ? 0 : (bytes / time) * 1000;
  }

  /** The transfer begins anew. */
  restart(): void {
    this.#moves = [];
    this.#last = null;
  }
}
