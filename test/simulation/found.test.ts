import { describe, expect, it } from 'vitest';
import { PerseidError } from '#domain/error';
import type { TransferReport } from '#protocol/transfer-api';
import { withoutRanges } from '#domain/segment/range';
import { proveMirror } from '../../src/engine/http/prove-mirror.ts';
import type { TransferPorts } from '../../src/engine/http/ports.ts';
import { VirtualClock } from './clock.ts';
import { Random } from './random.ts';
import { SimulatedServer, type Temper } from './server.ts';
import { calm, MiB, piecesOf, World } from './world.ts';

const long: Temper = { ...calm, size: 24 * MiB };

/** A file with mirrors that nobody of its own has named. */
function worldWith(...mirrors: Temper[]): World {
  const world = new World(long, new Random(1), mirrors);
  world.found = mirrors.map((_, index) => `https://mirror${index}.test/file.bin`);
  return world;
}

const convicted = (reports: readonly TransferReport[]): string[] =>
  reports.flatMap((report) => (report.kind === 'convicted' ? [new URL(report.url).host] : []));

describe('mirrors that were found', () => {
  it('BC7: bring bytes, and it is recorded who brought which', async () => {
    const world = worldWith(long, long);
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    for (const [index, mirror] of world.mirrors.entries()) {
      const own = world.lent.filter(({ url }) => url === world.found[index]);
      const bytes = own.reduce((sum, { from, to }) => sum + to - from, 0);
      expect(bytes).toBeGreaterThan(2 * MiB);
      // All but the sample, which was here already, and what a connection brought that was given up.
      expect(bytes).toBeLessThanOrEqual(mirror.sent);
      expect(mirror.direct).toBe(mirror.requests);
    }
    expect(world.server.direct).toBe(0);
  });

  it('one that has other bytes gets one request, and is said to be wrong', async () => {
    const world = worldWith({ ...long, wrong: true });
    expect(await world.run()).toBeNull();
    expect([world.whole, world.mirrors[0]!.requests, convicted(world.reports)]).toEqual([true, 1, ['mirror0.test']]);
    expect(world.lent).toEqual([]);
  });

  it('one that has no answer gets one request, and nobody asks it why; that is no proof against it', async () => {
    const world = worldWith({ ...long, refuse: 1 });
    expect(await world.run()).toBeNull();
    expect([world.mirrors[0]!.requests, world.explained, convicted(world.reports)]).toEqual([1, [], []]);
  });

  it('BC21: those that are not wanted any more are left at once, with what they have brought', async () => {
    const world = worldWith({ ...long, rate: 200_000 }, { ...long, mute: true });
    const run = world.run();
    await world.clock.wait(3000);
    const [mirror, mute] = world.mirrors;
    const { requests, sent } = mirror!;
    expect([requests > 1, mute!.requests]).toEqual([true, 1]);
    world.transfer!.inform({ mirrors: [], found: [], checkable: true, pieces: null, inOrder: null });
    expect(await run).toBeNull();
    expect([world.whole, mirror!.requests, mute!.requests]).toEqual([true, requests, 1]);
    expect(mirror!.sent - sent).toBeLessThanOrEqual(64 * 1024);
    expect(world.lent.length).toBeGreaterThan(0);
  });

  it('wrong bytes behind a right beginning: what they brought is fetched again, and who was wrong is found out', async () => {
    const world = worldWith(long, { ...long, spoil: 0.5 });
    // The sample was right.
    world.mirrors[1]!.honestFirst = 1;
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(false);
    const lent = world.lent;
    expect(new Set(lent.map(({ url }) => url))).toEqual(new Set(world.found));
    // As the task does when it does not agree with its checksum.
    world.have = withoutRanges(world.have, lent);
    [world.found, world.lent, world.suspects] = [[], [], lent];
    world.mirrors.length = 0;
    expect(await world.run()).toBeNull();
    expect(world.whole).toBe(true);
    expect(convicted(world.reports)).toEqual(['mirror1.test']);
    expect(world.lent).toEqual([]);
  });

  it('where the checksums of pieces are known, a wrong piece is enough', async () => {
    const world = worldWith({ ...long, spoil: 0.5 });
    world.mirrors[0]!.honestFirst = 1;
    world.pieces = piecesOf(world.server.content, 256 * 1024);
    expect(await world.run()).toBeNull();
    expect([world.whole, convicted(world.reports)]).toEqual([true, ['mirror0.test']]);
  });

  it('an endless answer is left where it should have ended', async () => {
    const world = worldWith({ ...long, endless: true });
    expect(await world.run()).toBeNull();
    expect([world.whole, world.mirrors[0]!.requests]).toEqual([true, 1]);
    expect(world.mirrors[0]!.sent).toBeLessThan(MiB);
  });

  it('an endless answer is left there also where nothing is known to compare it with', async () => {
    const clock = new VirtualClock();
    const server = new SimulatedServer({ ...long, endless: true }, clock, new Random(1));
    const ports = {
      open: server.open,
      now: clock.now,
      date: clock.now,
      wait: clock.wait,
    } as Partial<TransferPorts> as TransferPorts;
    const mirror = { url: 'https://host.test/file.bin', size: long.size, direct: true };
    const proof = proveMirror(mirror, { from: 0, to: 64 * 1024 }, null, ports, new AbortController().signal);
    const code = proof.then(
      () => 'proven',
      (error: unknown) => (error instanceof PerseidError ? error.code : String(error)),
    );
    await clock.run(code, 60_000);
    expect(await code).toBe('length-long');
  });
});
