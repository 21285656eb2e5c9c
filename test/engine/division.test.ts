import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noLimits, type SpeedLimits } from '#domain/limit/limits';
import { readMagnet } from '#domain/swarm/magnet';
import { swarmOfMagnet } from '#domain/swarm/new-swarm';
import type { Task, TaskId } from '#domain/task/task';
import { Division } from '#engine/division';
import type { Live } from '#protocol/engine-api';
import { live, task } from '../ui/tasks.ts';

const download = (id: string): Task => task({ id });
const swarm = swarmOfMagnet(readMagnet(`magnet:?xt=urn:btih:${'ab'.repeat(20)}`));
const torrent = (id: string): Task => task({ id, swarm });

/** A division of 1000 bytes a second, and what each side was told last. */
function dividing(...running: readonly Task[]) {
  const tasks = new Map(running.map((one) => [one.id, one]));
  const speeds = new Map<TaskId, Live>();
  const told: { worker: number | null; swarms: Record<string, number> } = { worker: null, swarms: {} };
  let times = 0;
  const division = new Division({
    tasks,
    live: speeds,
    pace: ({ all }) => {
      told.worker = all;
      times++;
    },
    paceSwarms: (_limits, shares) => (told.swarms = Object.fromEntries(shares)),
  });
  const limits: SpeedLimits = { ...noLimits, all: 1000 };
  division.set(limits);
  return { tasks, speeds, told, division, limits, times: () => times };
}

describe('the speed limit for everything', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('holds once: downloads and torrents get a part each, by their number', () => {
    const { told } = dividing(download('a'), download('b'), torrent('t'), torrent('u'));
    expect(told).toEqual({ worker: 500, swarms: { '': 500, t: 250, u: 250 } });
  });

  it('is whole for downloads where no torrent runs, and for a torrent where no download does', () => {
    expect(dividing(download('a')).told.worker).toBe(1000);
    expect(dividing(torrent('t')).told.swarms).toEqual({ t: 1000 });
  });

  it('is divided anew when one begins or ends, and not for anything else', () => {
    const { tasks, told, division, times } = dividing(download('a'));
    tasks.set('t', torrent('t'));
    division.look();
    expect(told).toEqual({ worker: 500, swarms: { '': 500, t: 500 } });
    const before = times();
    division.look();
    expect(times()).toBe(before);
    tasks.delete('t');
    division.look();
    expect(told.worker).toBe(1000);
  });

  it('what one does not take goes to the other after a while', () => {
    const { speeds, told } = dividing(download('a'), torrent('t'));
    speeds.set('a', live({ speed: 500 }));
    speeds.set('t', live({ speed: 80 }));
    vi.advanceTimersByTime(5000);
    expect(told).toEqual({ worker: 900, swarms: { '': 900, t: 100 } });
    // It takes all of that: it would take more.
    speeds.set('t', live({ speed: 100 }));
    speeds.set('a', live({ speed: 890 }));
    vi.advanceTimersByTime(5000);
    expect(told.swarms).toEqual({ '': 500, t: 500 });
  });

  it('no limit is nothing to divide', () => {
    const { division, told } = dividing(download('a'), torrent('t'));
    division.set(noLimits);
    expect(told).toEqual({ worker: null, swarms: {} });
  });
});
