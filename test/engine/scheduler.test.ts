import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings, type Settings } from '#domain/settings/settings';
import { newTask } from '#domain/task/new-task';
import type { Task, TaskState } from '#domain/task/task';
import { Scheduler } from '#engine/scheduler';
import type { TransferCommand } from '#protocol/transfer-api';

const minute = 60_000;
const everyDay = [0, 1, 2, 3, 4, 5, 6];
/** A day without a change of the clocks, anywhere. */
const at = (hour: number, minutes: number): Date => new Date(2026, 6, 15, hour, minutes);

/** A scheduler that runs on while the clock goes on. */
function running(settings: Partial<Settings>, state: TaskState, more: Partial<Task> = {}) {
  const task: Task = {
    ...newTask({
      id: 'a',
      serial: 1,
      addedAt: 0,
      source: { url: 'https://a.test/a.bin', finalUrl: null, referrer: null, page: null },
    }),
    state,
    ...more,
  };
  const commands: TransferCommand[] = [];
  const happened: string[] = [];
  const scheduler = new Scheduler({
    tasks: new Map([[task.id, task]]),
    settings: () => ({ ...defaultSettings, ...settings }),
    idle: () => new Set(),
    dispatch: (_id, { kind }) => {
      happened.push(kind);
      return Promise.resolve();
    },
    send: (command) => commands.push(command),
    share: (tasks) => tasks.length > 0 && happened.push('share'),
    begin: () => happened.push('begin'),
    rang: () => undefined,
  });
  scheduler.run();
  const limits = () => commands.flatMap((command) => (command.kind === 'pace' ? [command.limits.all] : []));
  return { limits, happened };
}

/** The clock of the wall moves on under a running engine. */
describe('a boundary of hours', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: at(21, 58) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('slow hours begin and end while a download runs', () => {
    const slowTimes = { on: true, from: 22 * 60, to: 23 * 60, days: everyDay };
    const { limits } = running({ slowTimes, slowLimit: 1000, speedLimit: 9000 }, { kind: 'active' });
    vi.advanceTimersByTime(minute);
    expect(limits()).toEqual([9000]);
    vi.advanceTimersByTime(minute);
    expect(limits()).toEqual([9000, 1000]);
    vi.advanceTimersByTime(60 * minute);
    expect(limits()).toEqual([9000, 1000, 9000]);
  });

  it('active hours end: what runs goes back into the line; they begin: it has its turn', () => {
    const activeTimes = { on: true, from: 8 * 60, to: 22 * 60, days: everyDay };
    const busy = running({ activeTimes }, { kind: 'active' });
    vi.advanceTimersByTime(minute);
    expect(busy.happened).toEqual([]);
    vi.advanceTimersByTime(minute);
    expect(busy.happened).toContain('sent-back');
    const waiting = running({ activeTimes }, { kind: 'queued' });
    vi.advanceTimersByTime(10 * 60 * minute - 1);
    expect(waiting.happened).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(waiting.happened).toContain('begin');
  });

  it.each(['active', 'queued'] as const)('the time comes at which a download is to stop: %s', (kind) => {
    const activeTimes = { on: kind === 'queued', from: 8 * 60, to: 9 * 60, days: everyDay };
    const { happened } = running({ activeTimes }, { kind }, { stopAt: at(22, 0).getTime() });
    vi.advanceTimersByTime(2 * minute - 1);
    expect(happened).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(happened).toEqual(['time-up']);
  });

  it('a sleeping machine stops timers: it is looked at as soon as they go on', () => {
    const slowTimes = { on: true, from: 22 * 60, to: 23 * 60, days: everyDay };
    const { limits } = running({ slowTimes, slowLimit: 1000, speedLimit: 9000 }, { kind: 'active' });
    vi.setSystemTime(at(22, 30));
    vi.advanceTimersByTime(minute);
    expect(limits()).toEqual([9000, 1000]);
  });
});
