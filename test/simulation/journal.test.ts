import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Plan } from '#domain/segment/plan';
import { totalBytes, type Range } from '#domain/segment/range';
import { LentBytes } from '../../src/engine/http/lent-bytes.ts';
import { Progress } from '../../src/engine/http/progress.ts';
import { SimulatedDisk } from './disk.ts';

const size = 2_000_000;
const content = Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
/** Nothing is exchanged. */
const silent = { take: () => [] };
const nobody = { connections: () => [], waiting: () => null, live: () => [] };

/** What a transfer may do between two looks of its loop, which come every 50 ms. */
const act = fc.record({
  lend: fc.boolean(),
  pick: fc.nat(),
  bytes: fc.integer({ min: 1, max: 60_000 }),
  forget: fc.option(fc.nat(size - 1), { freq: 20 }),
});

describe('the journal', () => {
  it('whatever happens before a crash: what is recorded is on disk and right, and less than a second is lost', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 120 }), fc.boolean(), (acts, known) => {
        const disk = new SimulatedDisk();
        const plan = new Plan(size, []);
        let recorded: Range[] = [];
        /** When bytes were written that the record does not have, ms. */
        let unrecordedSince: number | null = null;
        let now = 0;
        const report = (told: { kind: string; have?: Range[] }): void => {
          if (told.kind !== 'checkpoint') return;
          recorded = told.have ?? [];
          unrecordedSince = null;
        };
        const progress = new Progress('t', disk, nobody, { tally: silent, lent: new LentBytes([]) }, report, [], now);
        for (const { lend, pick, bytes, forget } of acts) {
          now += 50;
          if (lend) plan.lend(now, { rate: null, overhead: 0, hands: 1 + (pick % 6), span: Number.POSITIVE_INFINITY });
          const lease = [...plan.leases][pick % Math.max(1, plan.leases.size)];
          const count = lease ? Math.min(bytes, lease.to - lease.at) : 0;
          if (lease && count > 0) {
            for (const { from, to } of plan.missing({ from: lease.at, to: lease.at + count })) {
              disk.write(from, content.subarray(from, to));
            }
            plan.advance(lease, count, now);
            unrecordedSince ??= now;
          }
          if (forget !== null) {
            plan.forget({ from: forget, to: Math.min(size, forget + 5000) });
            // As the transfer does, before they are written again.
            if (known) progress.record(plan, now);
          }
          progress.tell(plan, now, known);
          if (known && unrecordedSince !== null) expect(now - unrecordedSince).toBeLessThan(1000);
        }
        disk.crash();
        for (const { from, to } of recorded) {
          expect(Buffer.compare(disk.bytes.subarray(from, to), content.subarray(from, to))).toBe(0);
        }
        expect(totalBytes(recorded)).toBeLessThanOrEqual(size);
        // Before the task's record knows the file, nothing of it is recorded.
        if (!known) expect(recorded).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('as many bytes come as turn out wrong: the record is of what is here, not of how much', () => {
    const disk = new SimulatedDisk();
    const plan = new Plan(size, []);
    const recorded: Range[][] = [];
    const report = (told: { kind: string; have?: Range[] }): void => {
      if (told.kind === 'checkpoint' && told.have) recorded.push(told.have);
    };
    const progress = new Progress('t', disk, nobody, { tally: silent, lent: new LentBytes([]) }, report, [], 0);
    const lease = plan.lend(0, { rate: null, overhead: 0, hands: 1, span: Number.POSITIVE_INFINITY })!;
    plan.advance(lease, 1000, 1);
    progress.record(plan, 1);
    plan.advance(lease, 1000, 2);
    plan.forget({ from: 0, to: 1000 });
    progress.record(plan, 2);
    expect(recorded).toEqual([[{ from: 0, to: 1000 }], [{ from: 1000, to: 2000 }]]);
  });
});
