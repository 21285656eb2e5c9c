import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Plan, type Lease } from '#domain/segment/plan';

const MiB = 1024 * 1024;

describe('Plan', () => {
  it('shares a gap equally between the hands that wait', () => {
    const plan = new Plan(60 * MiB, []);
    const leases = [6, 5, 4, 3, 2, 1].map((hands) => plan.lend(0, hands)!);
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
    const fast = plan.lend(0, 2)!;
    const slow = plan.lend(0, 1)!;
    plan.advance(fast, 4 * MiB);
    plan.advance(slow, 10 * MiB);
    // `fast` has 16 MiB left at 4 MiB a second, `slow` 10 MiB at 10.
    const third = plan.lend(1000, 1)!;
    expect([third.from / MiB, third.to / MiB, fast.to / MiB]).toEqual([12, 20, 12]);
    expect(slow.to).toBe(40 * MiB);
  });

  it('does not split what is nearly done', () => {
    const plan = new Plan(4 * MiB, []);
    const lease = plan.lend(0, 1)!;
    plan.advance(lease, 3 * MiB);
    expect(plan.lend(1000, 1)).toBeNull();
  });

  it('lends again what a lost connection did not bring', () => {
    const plan = new Plan(10 * MiB, []);
    const lease = plan.lend(0, 1)!;
    plan.advance(lease, 3 * MiB);
    plan.release(lease);
    expect(plan.lend(0, 1)).toMatchObject({ from: 3 * MiB, to: 10 * MiB });
  });

  it('lends one open range while the size is unknown', () => {
    const plan = new Plan(null, []);
    expect(plan.lend(0, 6)).toMatchObject({ from: 0 });
    expect(plan.complete).toBe(false);
  });

  it('is complete at once for an empty file', () => {
    expect(new Plan(0, []).complete).toBe(true);
  });

  it('begins where earlier bytes end', () => {
    const plan = new Plan(10 * MiB, [
      { from: 0, to: 2 * MiB },
      { from: 4 * MiB, to: 10 * MiB },
    ]);
    expect(plan.lend(0, 6)).toMatchObject({ from: 2 * MiB });
  });

  it('never lends a byte twice or one that is here, and always ends whole', () => {
    const step = fc.record({
      act: fc.constantFrom('lend', 'advance', 'release'),
      pick: fc.nat(),
      amount: fc.integer({ min: 1, max: 3 * MiB }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 * MiB }), fc.array(step, { maxLength: 80 }), (size, steps) => {
        const plan = new Plan(size, []);
        let now = 0;
        for (const { act, pick, amount } of steps) {
          now += 100;
          const leases = [...plan.leases];
          const lease: Lease | undefined = leases[pick % Math.max(1, leases.length)];
          if (act === 'lend') plan.lend(now, 1 + (pick % 6));
          else if (lease && act === 'advance') plan.advance(lease, Math.min(amount, lease.to - lease.at));
          else if (lease) plan.release(lease);
          const parts = [
            ...plan.have,
            ...[...plan.leases].filter((l) => l.at < l.to).map((l) => ({ from: l.at, to: l.to })),
          ].toSorted((a, b) => a.from - b.from);
          for (const [i, part] of parts.entries()) expect(part.from).toBeGreaterThanOrEqual(parts[i - 1]?.to ?? 0);
          expect(parts.at(-1)?.to ?? 0).toBeLessThanOrEqual(size);
        }
        for (const lease of plan.leases) plan.release(lease);
        for (let lease = plan.lend(now, 1); lease; lease = plan.lend(now, 1)) {
          plan.advance(lease, lease.to - lease.at);
          plan.release(lease);
        }
        expect(plan.have).toEqual([{ from: 0, to: size }]);
        expect(plan.complete).toBe(true);
      }),
    );
  });
});
