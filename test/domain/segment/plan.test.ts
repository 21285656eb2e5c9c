import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Plan, type Hand, type Lease } from '#domain/segment/plan';

const MiB = 1024 * 1024;
const hand = (hands: number, rate: number | null = null): Hand => ({ rate, overhead: 0, hands, span: Infinity });

describe('Plan', () => {
  it('shares a gap equally between the hands that wait', () => {
    const plan = new Plan(60 * MiB, []);
    const leases = [6, 5, 4, 3, 2, 1].map((hands) => plan.lend(0, hand(hands))!);
    expect(leases.map((l) => [l.from / MiB, l.to / MiB])).toEqual([
      [0, 10],
      [10, 20],
      [20, 30],
      [30, 40],
      [40, 50],
      [50, 60],
    ]);
  });

  it('splits the lease that would finish last, not the longest', () => {
    const plan = new Plan(40 * MiB, []);
    const fast = plan.lend(0, hand(2))!;
    const slow = plan.lend(0, hand(1))!;
    plan.advance(fast, 4 * MiB, 1000);
    plan.advance(slow, 10 * MiB, 1000);
    // `fast` has 16 MiB left at 4 MiB a second, `slow` 10 MiB at 10.
    const third = plan.lend(1000, hand(1))!;
    expect([third.from / MiB, third.to / MiB, fast.to / MiB]).toEqual([12, 20, 12]);
    expect(slow.to).toBe(40 * MiB);
  });

  it('does not split what is nearly done', () => {
    const plan = new Plan(4 * MiB, []);
    const lease = plan.lend(0, hand(1))!;
    plan.advance(lease, 3 * MiB, 1000);
    expect(plan.lend(1000, hand(1))).toBeNull();
  });

  it('lends again what a lost connection did not bring', () => {
    const plan = new Plan(10 * MiB, []);
    const lease = plan.lend(0, hand(1))!;
    plan.advance(lease, 3 * MiB, 1000);
    plan.release(lease);
    expect(plan.lend(0, hand(1))).toMatchObject({ from: 3 * MiB, to: 10 * MiB });
  });

  it('lends one open range while the size is unknown', () => {
    const plan = new Plan(null, []);
    expect(plan.lend(0, hand(6))).toMatchObject({ from: 0 });
    expect(plan.complete).toBe(false);
  });

  it('gives a fast hand the larger part of a slow one’s work', () => {
    const plan = new Plan(40 * MiB, []);
    const slow = plan.lend(0, hand(1))!;
    plan.advance(slow, 4 * MiB, 1000);
    // 4 MiB a second against 12.
    const fast = plan.lend(1000, hand(1, (12 * MiB) / 1000))!;
    expect([fast.from / MiB, fast.to / MiB, slow.to / MiB]).toEqual([13, 40, 13]);
  });

  it('does not split where a request costs more than the work', () => {
    const plan = new Plan(4 * MiB, []);
    plan.advance(plan.lend(0, hand(1))!, 2 * MiB, 1000);
    expect(plan.lend(1000, { rate: null, overhead: 400, hands: 1, span: Infinity })).toBeNull();
    expect(plan.lend(1000, { rate: null, overhead: 100, hands: 1, span: Infinity })).not.toBeNull();
  });

  describe('the tail', () => {
    const tail = (): { plan: Plan; slow: Lease; hedge: Lease } => {
      const plan = new Plan(MiB, []);
      const slow = plan.lend(0, hand(1))!;
      plan.advance(slow, 0.75 * MiB, 90_000);
      // The last quarter would take 30 s; a fresh connection brings it in a quarter of one.
      const hedge = plan.lend(90_000, hand(1, MiB / 1000))!;
      return { plan, slow, hedge };
    };

    it('is lent twice where its connection is the slow one, and once only', () => {
      const { plan, slow, hedge } = tail();
      expect([hedge.from, hedge.to, slow.to]).toEqual([0.75 * MiB, MiB, MiB]);
      expect(plan.lend(90_000, hand(1, MiB / 1000))).toBeNull();
    });

    it('is done when one of the two is', () => {
      const { plan, slow, hedge } = tail();
      expect(plan.advance(slow, 1000, 90_100)).toEqual([]);
      expect(plan.advance(hedge, 0.25 * MiB, 90_300)).toEqual([slow]);
      expect([plan.complete, slow.at === slow.to]).toEqual([true, true]);
    });

    it('goes on with the one that is left', () => {
      const { plan, slow, hedge } = tail();
      plan.advance(hedge, 1000, 90_100);
      plan.release(hedge);
      expect(plan.advance(slow, 0.25 * MiB, 95_000)).toEqual([]);
      expect([plan.complete, plan.bytes]).toEqual([true, MiB]);
    });

    it('is lent once more where the second falls silent, too, and no fourth time', () => {
      const { plan, slow, hedge } = tail();
      const lend = (now: number): Lease | null => plan.lend(now, hand(1, MiB / 1000));
      plan.advance(hedge, 0.125 * MiB, 90_125);
      expect(lend(90_300)).toBeNull();
      const third = lend(93_000)!;
      expect([third.from, third.to]).toEqual([0.875 * MiB, MiB]);
      expect(lend(99_000)).toBeNull();
      expect(plan.advance(third, 0.125 * MiB, 99_100)).toEqual([slow, hedge]);
      expect([plan.complete, plan.bytes]).toEqual([true, MiB]);
    });

    it('is not lent twice where both are as slow', () => {
      const plan = new Plan(MiB, []);
      plan.advance(plan.lend(0, hand(1))!, 0.75 * MiB, 90_000);
      expect(plan.lend(90_000, hand(1, (0.75 * MiB) / 90_000))).toBeNull();
    });
  });

  describe('in order', () => {
    // A second's work of a connection that brings 1 MiB a second.
    const orderly = (hands: number): Hand => ({ rate: MiB / 1000, overhead: 0, hands, span: 1000 });

    it('lends the first bytes first, a span of work each, and at the end equal parts', () => {
      const plan = new Plan(10 * MiB, [{ from: 2 * MiB, to: 3 * MiB }]);
      const lend = (): number[] => {
        const { from, to } = plan.lend(0, orderly(4))!;
        return [from / MiB, to / MiB];
      };
      expect([lend(), lend(), lend(), lend()]).toEqual([
        [0, 1],
        [1, 2],
        [3, 4],
        [4, 5],
      ]);
      expect([lend(), lend(), lend()]).toEqual([
        [5, 6],
        [6, 7],
        [7, 7.75],
      ]);
    });

    it('cuts what was lent before, at its own rate', () => {
      const plan = new Plan(40 * MiB, []);
      const [fast, slow] = [plan.lend(0, hand(2))!, plan.lend(0, hand(1))!];
      plan.advance(fast, 4 * MiB, 1000);
      plan.advance(slow, MiB, 1000);
      for (const lease of [fast, slow]) plan.trim(lease, 1000, 2000);
      expect([fast.to / MiB, slow.to / MiB]).toEqual([12, 23]);
      // What is hardly longer than that stays.
      for (const lease of [fast, slow]) plan.trim(lease, 1000, 1500);
      expect([fast.to / MiB, slow.to / MiB]).toEqual([12, 23]);
      expect(plan.lend(1000, orderly(1))).toMatchObject({ from: 12 * MiB, to: 13 * MiB });
    });
  });

  it('fetches again what turned out to be bad', () => {
    const plan = new Plan(4 * MiB, [{ from: 0, to: 4 * MiB }]);
    plan.forget({ from: MiB, to: 2 * MiB });
    expect([plan.complete, plan.bytes]).toEqual([false, 3 * MiB]);
    expect(plan.lend(0, hand(1))).toMatchObject({ from: MiB, to: 2 * MiB });
  });

  it('is complete at once for an empty file', () => {
    expect(new Plan(0, []).complete).toBe(true);
  });

  it('begins where earlier bytes end', () => {
    const plan = new Plan(10 * MiB, [
      { from: 0, to: 2 * MiB },
      { from: 4 * MiB, to: 10 * MiB },
    ]);
    expect(plan.lend(0, hand(6))).toMatchObject({ from: 2 * MiB });
  });

  it('never lends a byte twice or one that is here, and always ends whole', () => {
    const step = fc.record({
      act: fc.constantFrom('lend' as const, 'advance' as const, 'release' as const, 'trim' as const),
      pick: fc.nat(),
      amount: fc.integer({ min: 1, max: 3 * MiB }),
    });
    const acts = {
      advance: (plan: Plan, lease: Lease, amount: number, now: number) =>
        void plan.advance(lease, Math.min(amount, lease.to - lease.at), now),
      release: (plan: Plan, lease: Lease) => plan.release(lease),
      trim: (plan: Plan, lease: Lease, _amount: number, now: number) => plan.trim(lease, now, 500),
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 * MiB }), fc.array(step, { maxLength: 80 }), (size, steps) => {
        const plan = new Plan(size, []);
        let now = 0;
        for (const { act, pick, amount } of steps) {
          now += 100;
          const leases = [...plan.leases];
          const lease: Lease | undefined = leases[pick % Math.max(1, leases.length)];
          if (act === 'lend') plan.lend(now, { ...hand(1 + (pick % 6)), span: pick % 4 === 0 ? 500 : Infinity });
          else if (lease) acts[act](plan, lease, amount, now);
          const parts = [
            ...plan.have,
            ...[...plan.leases].filter((l) => l.at < l.to).map((l) => ({ from: l.at, to: l.to })),
          ].toSorted((a, b) => a.from - b.from);
          for (const [i, part] of parts.entries()) expect(part.from).toBeGreaterThanOrEqual(parts[i - 1]?.to ?? 0);
          expect(parts.at(-1)?.to ?? 0).toBeLessThanOrEqual(size);
        }
        for (const lease of plan.leases) plan.release(lease);
        for (let lease = plan.lend(now, hand(1)); lease; lease = plan.lend(now, hand(1))) {
          plan.advance(lease, lease.to - lease.at, now);
          plan.release(lease);
        }
        expect(plan.have).toEqual([{ from: 0, to: size }]);
        expect(plan.complete).toBe(true);
      }),
    );
  });
});
