import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addRange, totalBytes, withoutRanges, type Range } from '#domain/segment/range';
import type { Torrent } from '#domain/swarm/torrent';
import type { ByteAnswer, ByteRequest } from '#engine/http/ports';
import { PieceBuffer } from '#engine/swarm/piece-buffer';
import { WebFeed } from '#engine/swarm/web-feed';
import { fetchPart } from '#engine/swarm/web-part';

const pieceLength = 10;
const bytes = Uint8Array.from({ length: 95 }, (_, at) => (at * 7) % 251);
const hashOf = (index: number): Uint8Array =>
  createHash('sha1')
    .update(bytes.subarray(index * pieceLength, (index + 1) * pieceLength))
    .digest();
const torrent: Torrent = {
  info: new Uint8Array(),
  name: 'x',
  writtenName: 'x',
  several: false,
  files: [{ folder: '', name: 'x', size: bytes.length, offset: 0, path: [], padding: false }],
  size: bytes.length,
  pieceLength,
  pieces: Uint8Array.from(Array.from({ length: 10 }, (_, index) => [...hashOf(index)]).flat()),
  trackers: [],
  webSeeds: [],
  private: false,
};

/** An answer with what was asked for; `change` alters it. */
function answer({ from, to }: ByteRequest, change: Partial<{ status: number; body: Uint8Array; size: number }> = {}) {
  const { status = 206, size = bytes.length, body = bytes.slice(from, to ?? bytes.length) } = change;
  let rest = body;
  const headers: Record<string, string> = { 'content-range': `bytes ${from}-${(to ?? size) - 1}/${size}` };
  return {
    status,
    url: 'https://s.test/x',
    header: (name: string) => (status === 206 ? (headers[name] ?? null) : null),
    read(most = 3) {
      const next = rest.subarray(0, Math.min(3, most));
      rest = rest.subarray(next.length);
      return Promise.resolve(next.length === 0 ? null : next);
    },
    cancel: () => undefined,
  } satisfies ByteAnswer;
}

describe('the pieces of a lease', () => {
  it('come whole, whatever the lumps in which they arrive', async () => {
    const lumps = fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(lumps, fc.nat(9), async (sizes, first) => {
        const got: [number, number[]][] = [];
        const buffer = new PieceBuffer(torrent, first * pieceLength, (piece, whole) => {
          got.push([piece, [...whole]]);
          return Promise.resolve();
        });
        let at = first * pieceLength;
        for (const size of [...sizes, bytes.length]) {
          await buffer.add(bytes.subarray(at, Math.min(at + size, bytes.length)));
          at += size;
        }
        const expected = Array.from({ length: 10 - first }, (_, index) => {
          const piece = first + index;
          return [piece, [...bytes.subarray(piece * pieceLength, (piece + 1) * pieceLength)]];
        });
        expect(got).toEqual(expected);
      }),
    );
  });
});

describe('a part of a file at a web seed', () => {
  const part = { url: 'https://s.test/x', from: 20, to: 40, at: 20, size: 95 };
  const run = async (open: (request: ByteRequest) => ByteAnswer, what = part): Promise<number[]> => {
    const got: number[] = [];
    await fetchPart(what, {
      open: (request) => Promise.resolve(open(request)),
      bare: true,
      most: () => undefined,
      heard: () => Promise.resolve(),
      take: (some) => Promise.resolve(void got.push(...some)),
    });
    return got;
  };

  it('goes on where an answer ended early, and takes a whole file for its beginning', async () => {
    const short = (request: ByteRequest) => answer(request, { body: bytes.slice(request.from, request.from + 7) });
    expect(await run(short)).toEqual([...bytes.subarray(20, 40)]);
    const beginning = { ...part, from: 0, to: 15 };
    expect(await run((request) => answer(request, { status: 200, body: bytes }), beginning)).toEqual([
      ...bytes.subarray(0, 15),
    ]);
  });

  it.each([
    ['the whole instead of a part', { status: 200, body: bytes }, 'range-ignored'],
    ['a file of another size', { size: 96 }, 'changed'],
    ['nothing', { body: new Uint8Array() }, 'cut'],
    ['a refusal', { status: 404 }, 'http-not-found'],
  ])('%s is refused', async (_what, change, code) => {
    await expect(run((request) => answer(request, change))).rejects.toMatchObject({ code });
  });
});

describe('what web seeds bring', () => {
  /** Runs until everything is here, or nobody brings anything any more. */
  async function feed(seeds: readonly string[], open: (request: ByteRequest) => ByteAnswer, own: string | null = null) {
    const stop = new AbortController();
    let have: readonly Range[] = [];
    let lent: readonly Range[] = [];
    const put: number[] = [];
    const failures: unknown[] = [];
    const web = new WebFeed(
      seeds,
      torrent,
      {
        open: (request) => Promise.resolve(open(request)),
        missing: () => withoutRanges([{ from: 0, to: bytes.length }], have),
        own,
        hostLimit: ({ host }) => ({ group: host, most: 4 }),
        inOrder: () => false,
        peers: () => 0,
        put(piece, whole) {
          const from = piece * pieceLength;
          expect([...whole]).toEqual([...bytes.subarray(from, from + pieceLength)]);
          expect(totalBytes(withoutRanges([{ from, to: from + whole.length }], lent))).toBe(0);
          put.push(piece);
          have = addRange(have, { from, to: from + whole.length });
          return Promise.resolve();
        },
        lent: (ranges) => (lent = ranges),
        failed: (error) => failures.push(error),
      },
      stop.signal,
    );
    const running = web.run();
    await expect
      .poll(() => totalBytes(have) === bytes.length || web.sources().every(({ trouble }) => trouble !== null))
      .toBe(true);
    stop.abort();
    await running;
    return { put: put.toSorted((a, b) => a - b), failures, sources: web.sources(), lent };
  }

  it('is every piece once, and nothing stays lent', async () => {
    const { put, failures, lent, sources } = await feed(['https://s.test/x', 'https://t.test/x'], (request) =>
      answer(request),
    );
    expect([put, failures, lent]).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [], []]);
    expect(sources.reduce((sum, source) => sum + source.bytes, 0)).toBe(bytes.length);
  });

  it('a seed that sends wrong bytes, or none, is left alone, and the other brings what it had', async () => {
    const wrong = (request: ByteRequest) => {
      if (request.url.includes('liar')) return answer(request, { body: bytes.slice(request.from).fill(1) });
      return request.url.includes('gone') ? answer(request, { status: 404 }) : answer(request);
    };
    const { put, sources } = await feed(['https://liar.test/x', 'https://gone.test/x', 'https://s.test/x'], wrong);
    expect(put).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(sources.map(({ trouble }) => trouble?.code ?? null)).toEqual(['piece-wrong', 'http-not-found', null]);
  });

  it('is asked without cookies, but for the address of the download that the torrent was: that one as it is', async () => {
    const asked = new Set<string>();
    const own = 'https://own.test/get/';
    const { put } = await feed(
      [own, 'https://s.test/'],
      (request) => {
        asked.add(`${request.url} ${request.bare ? 'bare' : 'with cookies'}`);
        return answer(request);
      },
      own,
    );
    expect(put.length).toBe(10);
    expect([...asked].toSorted()).toEqual([`${own} with cookies`, 'https://s.test/x bare']);
  });

  it('where nobody has it nothing is stored, and each says why', async () => {
    const { put, sources, failures } = await feed(['https://gone.test/x'], (request) =>
      answer(request, { status: 404 }),
    );
    expect([put, failures, sources[0]?.trouble?.code]).toEqual([[], [], 'http-not-found']);
  });

  it('comes over no more connections than a host, and all of them together, may have', async () => {
    const hosts = Array.from({ length: 40 }, (_, at) => `https://s${at % 20}.test/${at}`);
    const open = new Map<string, number>();
    let [most, mostOfOne] = [0, 0];
    const stop = new AbortController();
    // Pieces of one byte: there is more to ask for than may be asked.
    const fine = { ...torrent, pieceLength: 1 };
    const web = new WebFeed(
      hosts,
      fine,
      {
        open: (request, signal) => {
          const { host } = new URL(request.url);
          open.set(host, (open.get(host) ?? 0) + 1);
          mostOfOne = Math.max(mostOfOne, open.get(host) ?? 0);
          most = Math.max(
            most,
            [...open.values()].reduce((sum, count) => sum + count, 0),
          );
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
        },
        own: null,
        hostLimit: ({ host }) => ({ group: host, most: 1 }),
        inOrder: () => false,
        missing: () => [{ from: 0, to: bytes.length }],
        peers: () => 0,
        put: () => Promise.resolve(),
        lent: () => undefined,
        failed: () => undefined,
      },
      stop.signal,
    );
    const running = web.run();
    await expect.poll(() => most).toBe(12);
    expect(mostOfOne).toBe(1);
    stop.abort();
    await running;
  });

  it('a speed limit that is set meanwhile asks for the rest anew, and blames nobody', async () => {
    const stop = new AbortController();
    const asked: ByteRequest[] = [];
    const web = new WebFeed(
      ['https://s.test/x'],
      torrent,
      {
        // Nothing comes.
        open: (request, signal) => {
          asked.push(request);
          return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
        },
        own: null,
        hostLimit: ({ host }) => ({ group: host, most: 1 }),
        inOrder: () => false,
        missing: () => [{ from: 0, to: bytes.length }],
        peers: () => 0,
        put: () => Promise.resolve(),
        lent: () => undefined,
        failed: () => undefined,
      },
      stop.signal,
    );
    const running = web.run();
    await expect.poll(() => asked.length).toBe(1);
    web.limit(100_000);
    await expect.poll(() => asked.length).toBe(2);
    expect(web.sources()).toMatchObject([{ connections: 1, trouble: null }]);
    stop.abort();
    await running;
  });

  describe('a seed that falls silent', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('holds nobody up: another fetches the same, and peers may bring it', async () => {
      const stop = new AbortController();
      const [kept, put]: [Range[][], number[]] = [[], []];
      let have: readonly Range[] = [];
      const web = new WebFeed(
        ['https://silent.test/x', 'https://s.test/x'],
        torrent,
        {
          open: (request, signal) =>
            request.url.includes('silent')
              ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
              : Promise.resolve(answer(request)),
          own: null,
          hostLimit: ({ host }) => ({ group: host, most: 1 }),
          inOrder: () => false,
          missing: () => withoutRanges([{ from: 0, to: bytes.length }], have),
          peers: () => 1,
          put(piece, whole) {
            put.push(piece);
            have = addRange(have, { from: piece * pieceLength, to: piece * pieceLength + whole.length });
            return Promise.resolve();
          },
          lent: (ranges) => kept.push([...ranges]),
          failed: () => undefined,
        },
        stop.signal,
      );
      const running = web.run();
      // What is hashed comes by itself, whatever the time.
      const settled = async (is: () => boolean): Promise<void> => {
        while (!is()) await new Promise((resolve) => setImmediate(resolve));
      };
      // All but what it holds comes; peers are kept from that.
      const held = [{ from: 0, to: 2 * pieceLength }];
      await settled(() => put.length === 8 && kept.at(-1)?.length === 1);
      expect(kept.at(-1)).toEqual(held);
      await vi.advanceTimersByTimeAsync(4500);
      web.look();
      expect(kept.at(-1)).toEqual(held);
      expect(put.length).toBe(8);
      await vi.advanceTimersByTimeAsync(1000);
      await settled(() => put.length >= 10);
      web.look();
      await settled(() => web.sources().some(({ trouble }) => trouble !== null));
      expect(put.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(web.sources().map(({ trouble }) => trouble?.code ?? null)).toEqual(['stalled', null]);
      stop.abort();
      await running;
    });
  });
});
