import { describe, expect, it } from 'vitest';
import { addRange, totalBytes, withoutRanges, type Range } from '#domain/segment/range';
import { Random } from './random.ts';
import type { Temper } from './server.ts';
import { calm, MiB, piecesOf, World } from './world.ts';

describe('checksums of pieces', () => {
  it('fetches a wrong piece again, and leaves the mirror that brought it alone', async () => {
    const mirror: Temper = { ...calm, spoil: 0.2 };
    const world = new World({ ...calm, size: 30 * MiB }, new Random(1), [{ ...mirror, size: 30 * MiB }]);
    world.pieces = piecesOf(world.server.content, 256 * 1024);
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    const troubles = world.reports.flatMap((report) => (report.kind === 'live' ? report.live.sources : []));
    expect(troubles.filter(({ trouble }) => trouble?.code === 'piece-wrong').map(({ host }) => host)).toContain(
      'mirror0.test',
    );
    expect(troubles.filter(({ host, trouble }) => host === 'host.test' && trouble !== null)).toEqual([]);
    // The good pieces stayed.
    expect(world.server.sent + world.mirrors[0]!.sent).toBeLessThan(1.2 * 30 * MiB);
  });

  it('tells at any time who brought which bytes: each of one source, and none that turned out wrong', async () => {
    const size = 30 * MiB;
    const world = new World({ ...calm, size }, new Random(1), [
      { ...calm, size, spoil: 0.2 },
      { ...calm, size },
    ]);
    world.pieces = piecesOf(world.server.content, 256 * 1024);
    expect(await world.run()).toBeNull();
    const told = world.reports.flatMap((report) => (report.kind === 'live' ? [report.live] : []));
    for (const { have, sources } of told) {
      const parts = sources.flatMap((source) => source.parts ?? []);
      const united = parts.reduce<Range[]>(addRange, []);
      expect(totalBytes(united)).toBe(totalBytes(parts));
      expect(withoutRanges(united, have)).toEqual([]);
      expect(withoutRanges(have, united)).toEqual([]);
    }
    const brought = new Set(
      told.flatMap(({ sources }) => sources.filter(({ parts = [] }) => parts.length > 0)).map(({ host }) => host),
    );
    expect([...brought]).toEqual(expect.arrayContaining(['host.test', 'mirror1.test']));
  });

  it('asks the only source again for a piece that was wrong, and leaves one that stays so to the check of the whole', async () => {
    const world = new World({ ...calm, spoil: 0.1 }, new Random(3));
    world.pieces = piecesOf(world.server.content, 256 * 1024);
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    const hopeless = new World(calm);
    const { hashes, ...rest } = piecesOf(hopeless.server.content, 256 * 1024);
    hopeless.pieces = { ...rest, hashes: hashes.with(3, '00'.repeat(20)) };
    expect(await hopeless.run()).toBeNull();
    expect(hopeless.whole).toBe(true);
    expect(hopeless.server.sent).toBeLessThan(calm.size + 10 * 256 * 1024);
  });

  /** The checksums become known while the file arrives. */
  async function learnLate(world: World, after: number): Promise<void> {
    await world.clock.wait(after);
    world.transfer!.inform({
      mirrors: [],
      found: [],
      pieces: piecesOf(world.server.content, 256 * 1024),
      checkable: true,
      inOrder: null,
    });
  }

  it('judges also what came before the checksums were known, and knows who brought it', async () => {
    const size = 30 * MiB;
    let spoil = 0.3;
    // What it brings afterwards is right.
    const mirror = {
      ...calm,
      size,
      get spoil() {
        return spoil;
      },
    };
    const world = new World({ ...calm, size }, new Random(2), [mirror]);
    const [end] = await Promise.all([world.run(), learnLate(world, 2000).then(() => (spoil = 0))]);
    expect(end).toBeNull();
    expect(world.whole).toBe(true);
    const boxed = world.reports.flatMap((report) => (report.kind === 'live' ? report.live.sources : []));
    const blamed = boxed.filter(({ trouble }) => trouble?.code === 'piece-wrong').map(({ host }) => host);
    expect(new Set(blamed)).toEqual(new Set(['mirror0.test']));
  });

  it('judges what an earlier run has left', async () => {
    const world = new World({ ...calm, size: 8 * MiB, spoil: 0.15 }, new Random(2));
    expect(await world.run(1500)).toBe('died');
    const isWrong = ({ from, to }: Range): boolean =>
      Buffer.compare(world.disk.bytes.subarray(from, to), world.server.content.subarray(from, to)) !== 0;
    expect(world.have.some(isWrong)).toBe(true);
    world.pieces = piecesOf(world.server.content, 64 * 1024);
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
  });

  it('judges them also when the checksums come after the last byte', async () => {
    const world = new World({ ...calm, size: 4 * MiB, spoil: 0.1 }, new Random(2));
    world.goAfter = 5000;
    const [end] = await Promise.all([world.run(), learnLate(world, 4000)]);
    expect(end).toBeNull();
    expect(world.whole).toBe(true);
    expect(world.have).toEqual([{ from: 0, to: 4 * MiB }]);
  });

  it('a mirror whose comparison crosses the verdict on what it is compared with is not left alone for it', async () => {
    const size = 8 * MiB;
    const world = new World({ ...calm, size, wrong: true }, new Random(1), [{ ...calm, size, latency: 300 }]);
    world.pieces = piecesOf(world.mirrors[0]!.content, 256 * 1024);
    expect(await world.run()).toBeNull();
    expect(Buffer.compare(world.disk.bytes, world.mirrors[0]!.content)).toBe(0);
    expect(world.clock.now() - world.begun).toBeLessThan(60_000);
  });

  it('a mirror that was held against wrong bytes gets another chance, and saves the file', async () => {
    const size = 8 * MiB;
    // The origin has another file by now.
    const world = new World({ ...calm, size, wrong: true }, new Random(1), [{ ...calm, size }]);
    const [mirror] = world.mirrors;
    world.pieces = piecesOf(mirror!.content, 256 * 1024);
    expect(await world.run()).toBeNull();
    expect(Buffer.compare(world.disk.bytes, mirror!.content)).toBe(0);
  });

  it('with checksums of pieces ends whole, whichever mirrors spoil what they bring, and however often it dies (80 seeds)', async () => {
    for (let seed = 1; seed <= 80; seed++) {
      const random = new Random(seed);
      const size = random.between(1, 3 * MiB);
      const origin: Temper = { ...calm, size, cut: random.chance(0.3) ? 0.2 : 0 };
      const mirrors = Array.from({ length: random.between(1, 3) }, () => ({
        ...calm,
        size,
        rate: random.between(MiB / 4, 4 * MiB),
        spoil: random.chance(0.5) ? random.next() / 2 : 0,
      }));
      const world = new World(origin, random, mirrors);
      world.pieces = piecesOf(world.server.content, random.between(16 * 1024, MiB));
      let end: string | null = 'died';
      for (let life = 0; life < 5 && end === 'died'; life++) {
        end = await world.run(life < 4 && random.chance(0.5) ? random.between(10, 3000) : Infinity);
      }
      expect(end, `seed ${seed}`).toBeNull();
      expect(world.whole, `seed ${seed}: a wrong byte`).toBe(true);
    }
  });
});
