import { describe, expect, it } from 'vitest';
import { readMagnet } from '#domain/swarm/magnet';
import { swarmOfMagnet } from '#domain/swarm/new-swarm';
import { noSharing, type Sharing } from '#domain/swarm/sharing';
import { reduce } from '#domain/task/reduce';
import type { Task } from '#domain/task/task';
import { Given } from '#engine/swarm/given';
import { task } from '../ui/tasks.ts';

const [second, minute, hour] = [1000, 60_000, 3_600_000];
const day = 24 * hour;
const size = 1e6;

/** A complete torrent that is shared, as a session counts it, under a clock that the test sets. */
class Sharer {
  task: Task;
  /** By a clock that nobody sets, ms. */
  now = 0;
  /** So long it was awake and shared, ms. */
  awake = 0;
  readonly effects: string[] = [];
  /** Bytes a second that peers take. */
  readonly #rate: number;
  #uploaded = 0;
  #session: Given;

  constructor(sharing: Partial<Sharing>, rate = 0) {
    const swarm = swarmOfMagnet(readMagnet(`magnet:?xt=urn:btih:${'ab'.repeat(20)}`));
    const file = { folder: '', name: 'a', size, offset: 0, wanted: true, saved: true };
    const content = { several: false, size, pieceLength: 1000, files: [file] };
    this.task = task({
      swarm: { ...swarm, agreed: true, content, sharing: { ...noSharing, ...sharing } },
      have: [{ from: 0, to: size }],
      state: { kind: 'seeding', finishedAt: 0, downloadId: 1, savedAs: 'a' },
    });
    this.#rate = rate;
    this.#session = this.#begin();
  }

  get ended(): boolean {
    return this.task.state.kind === 'done';
  }

  #begin(): Given {
    this.#uploaded = 0;
    return new Given(() => this.#uploaded, true, this.now);
  }

  /** Goes on for so long, or until it ends; a session looks once a second. */
  share(time: number): void {
    for (const end = this.now + time; this.now < end && !this.ended;) {
      this.now += second;
      this.awake += second;
      this.#uploaded += this.#rate;
      const gave = this.#session.next(this.now);
      if (gave === null) continue;
      const step = reduce(this.task, { kind: 'gave', ...gave });
      this.effects.push(...step.effects.map(({ kind }) => kind));
      if (step.task !== null) this.task = step.task;
    }
  }

  /** The machine sleeps: nothing rings, and nobody gets anything. */
  suspend(time: number): void {
    this.now += time;
  }

  /** Killed, and started again: what was not told is lost. */
  restart(): void {
    const step = reduce(this.task, { kind: 'revived' });
    if (step.task !== null) this.task = step.task;
    this.#session = this.#begin();
  }
}

describe('sharing that ends by time', () => {
  it('after the hours that the user chose, however slowly peers take it; then nothing of it is kept', () => {
    const sharer = new Sharer({ mode: 'until', hours: 2, ratio: 10 }, 1);
    sharer.share(2 * hour - minute);
    expect(sharer.ended).toBe(false);
    sharer.share(day);
    expect(sharer.ended).toBe(true);
    expect(Math.abs(sharer.awake - 2 * hour)).toBeLessThanOrEqual(5 * second);
    expect(sharer.effects).toEqual(['stop', 'discard']);
  });

  it('a machine that sleeps shares nothing meanwhile, and a restart costs some seconds at most', () => {
    const sharer = new Sharer({ mode: 'until', hours: 3 });
    for (let night = 0; night < 2; night++) {
      sharer.share(hour);
      sharer.suspend(8 * hour);
      sharer.restart();
      sharer.share(10 * minute);
      sharer.suspend(8 * hour);
    }
    expect(sharer.ended).toBe(false);
    sharer.share(day);
    // Each sleep counts as a moment, and each restart loses what was not told yet.
    expect(Math.abs(sharer.awake - 3 * hour)).toBeLessThanOrEqual(30 * second);
  });

  it('the ratio comes first where peers take it quickly', () => {
    const sharer = new Sharer({ mode: 'until', hours: 168, ratio: 2 }, 10_000);
    sharer.share(day);
    expect(sharer.ended).toBe(true);
    expect(sharer.awake).toBe((2 * size * second) / 10_000);
  });

  it('for long: no ratio ends it, and thirty days do', () => {
    const sharer = new Sharer({ mode: 'long', ratio: 0.1, hours: 1 }, 5);
    sharer.share(30 * day - minute);
    expect([sharer.ended, (sharer.task.swarm?.given ?? 0) > 10 * size]).toEqual([false, true]);
    sharer.share(day);
    expect(sharer.ended).toBe(true);
    expect(Math.abs(sharer.awake - 30 * day)).toBeLessThanOrEqual(5 * second);
  });
});
