import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Climb } from '#domain/source/climb';

const MiB = 1024 * 1024;
const tick = 50;

/** What a server brings over so many connections, bytes a second. */
type Server = (connections: number, now: number) => number;

const capped =
  (each: number): Server =>
  (connections) =>
    each * connections;
const shared =
  (all: number): Server =>
  () =>
    all;

/** Lets a climb watch a server for `time` ms. @returns the targets it had, by time */
function watch(climb: Climb, server: Server, time: number, limit = 12): number[] {
  const targets: number[] = [];
  let bytes = 0;
  for (let now = 0; now <= time; now += tick) {
    const open = Math.min(climb.target, limit);
    bytes += (server(open, now) * tick) / 1000;
    climb.observe(now, bytes, open, limit);
    targets.push(climb.target);
  }
  return targets;
}

describe('Climb', () => {
  it('goes to the limit in half a second where each connection is capped', () => {
    const climb = new Climb(1);
    const targets = watch(climb, capped(2 * MiB), 500);
    expect(targets).toContain(2);
    expect(climb.target).toBe(12);
    expect(climb.gain).toBeCloseTo(1, 1);
  });

  it('stays at one where a second brings nothing', () => {
    const climb = new Climb(1);
    const targets = watch(climb, shared(100 * MiB), 5000);
    expect(targets).toContain(2);
    expect(climb.target).toBe(1);
    expect(climb.gain).toBeCloseTo(0, 1);
  });

  it('holds as many as the link is worth, where the link is the limit', () => {
    const climb = new Climb(1);
    watch(climb, (n) => Math.min(2 * n, 8) * MiB, 5000);
    expect(climb.target).toBe(4);
  });

  it('tries again later, and less and less often', () => {
    const targets = watch(new Climb(1), shared(MiB), 100_000);
    const tries = targets.filter((target, i) => target > (targets[i - 1] ?? 1)).length;
    expect(tries).toBeGreaterThan(2);
    expect(tries).toBeLessThan(7);
  });

  it('finds that a server does more after a while', () => {
    const climb = new Climb(1);
    watch(climb, (n, now) => (now < 3000 ? 2 * MiB : 2 * MiB * n), 30_000);
    expect(climb.target).toBe(12);
  });

  it('waits until all it asked for deliver', () => {
    const climb = new Climb(4);
    for (let now = 0; now < 5000; now += tick) climb.observe(now, now * 1000, 3, 12);
    expect([climb.target, climb.pace]).toEqual([4, null]);
  });

  describe('while it is tried whether a second connection brings as much', () => {
    /** @param latency to each answer, ms: a far server's @returns most connections asked for, and when so many were, ms */
    function tryFar(server: Server, latency = 150): { most: number; at: number } {
      const climb = new Climb(1);
      const asked = [0];
      let [bytes, most, at] = [0, 1, 0];
      for (let now = 0; now <= 1000 && climb.looks === 0; now += 25) {
        const delivering = asked.filter((when) => now >= when + latency).length;
        bytes += server(Math.min(delivering, 2), now) * 0.025;
        climb.observe(now, bytes, Math.min(delivering, 2), 2);
        const wanted = climb.ahead(now, latency, 2, 12);
        if (wanted > most) [most, at] = [wanted, now];
        while (asked.length < wanted) asked.push(now);
      }
      return { most, at };
    }

    it('all are asked for when that is nearly sure, so that their answers come when it is', () => {
      const { most, at } = tryFar(capped(4 * MiB));
      expect(most).toBe(12);
      expect(at).toBeLessThan(450);
    });

    it('but not where the two share one link, or it is fast', () => {
      expect(tryFar(shared(4 * MiB)).most).toBe(2);
      expect(tryFar(capped(40 * MiB)).most).toBe(2);
    });

    it('nor where answers come soon: two that share a link share it unfairly for a moment, and there is nothing to be won', () => {
      expect(tryFar(capped(4 * MiB), 50).most).toBe(2);
    });
  });

  it('never asks for more than is allowed or less than one, whatever the server does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50 * MiB), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 32 }),
        (rates, limit) => {
          const targets = watch(new Climb(1), (_n, now) => rates[Math.floor(now / 400) % rates.length]!, 20_000, limit);
          for (const target of targets) {
            expect(target).toBeGreaterThanOrEqual(1);
            expect(target).toBeLessThanOrEqual(limit);
          }
        },
      ),
    );
  });
});
