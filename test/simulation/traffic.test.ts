import { describe, expect, it } from 'vitest';
import { dayOf } from '#domain/task/day';
import type { HostTraffic } from '#domain/task/host-traffic';
import { addTraffic } from '#domain/task/traffic-sums';
import { Random } from './random.ts';
import { calm, MiB, World } from './world.ts';

/** What the task's record has of each host. */
function recorded(world: World): HostTraffic[] {
  const told = world.reports.flatMap((report) =>
    report.kind === 'checkpoint' || report.kind === 'traffic' ? [report.traffic] : [],
  );
  return told.reduce<HostTraffic[]>((known, more) => addTraffic(known, more), []);
}

const bytesOf = (world: World, host: string): number => recorded(world).find((one) => one.host === host)?.bytes ?? 0;

describe('what is exchanged with each host', () => {
  it('is summed to the byte and the request, with what was fetched twice or in vain, or asked to know why there is no answer', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const faults = { cut: 0.3, refuse: 0.2, busy: 0.1 };
      const world = new World({ ...calm, ...faults }, new Random(seed), [calm, { ...calm, wrong: true }]);
      expect(await world.run()).toBeNull();
      const servers = [world.server, ...world.mirrors];
      const day = dayOf(world.begun);
      expect(recorded(world).toSorted((a, b) => a.host.localeCompare(b.host))).toEqual(
        servers.map(({ host, requests, sent }) => {
          const questions = world.explained.filter((one) => one.host === host).length;
          return { host, requests: requests + questions, bytes: sent, firstDay: day, lastDay: day };
        }),
      );
    }
  });

  it('is recorded with the bytes, and no write more: what a crash takes is of less than a second', async () => {
    const world = new World({ ...calm, rate: MiB / 4 });
    expect(await world.run(3000)).toBe('died');
    const { host, sent } = world.server;
    const before = bytesOf(world, host);
    expect(before).toBeLessThanOrEqual(sent);
    expect(sent - before).toBeLessThan(6 * (MiB / 4));
    expect(world.reports.filter(({ kind }) => kind === 'traffic')).toEqual([]);
    expect(await world.run()).toBeNull();
    // The new run's sums are added to those of the one before.
    expect(world.server.sent - bytesOf(world, host)).toBe(sent - before);
  });

  it('tells of requests that bring nothing at the pace of the record, not one by one', async () => {
    const world = new World({ ...calm, size: 40 * MiB, most: 2, patience: 0 });
    expect(await world.run()).toBeNull();
    const span = world.clock.now() - world.begun;
    const writes = world.reports.filter(({ kind }) => kind === 'checkpoint' || kind === 'traffic');
    expect(writes.length).toBeLessThanOrEqual(span / 500 + 1);
  });

  it('names the host where a redirect led at once, before any byte of it is recorded', async () => {
    const world = new World(calm);
    world.server.answersFrom = 'cdn.test';
    expect(await world.run()).toBeNull();
    const kinds = world.reports.map((report) => (report.kind === 'asked' ? report.host : report.kind));
    expect(kinds.indexOf('cdn.test')).toBe(0);
    expect(kinds.filter((kind) => kind === 'cdn.test')).toHaveLength(1);
    expect(bytesOf(world, 'host.test')).toBe(0);
    expect(bytesOf(world, 'cdn.test')).toBe(world.server.sent);
  });
});
