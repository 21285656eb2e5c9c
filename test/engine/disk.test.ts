import { describe, expect, it } from 'vitest';
import { Disk } from '#engine/swarm/disk';
import type { DiskQuestion } from '#protocol/disk-api';

/** A worker that answers everything until it breaks down. */
class Worker extends EventTarget {
  broken = false;
  ended = false;
  readonly asked: DiskQuestion['kind'][] = [];

  postMessage(question: DiskQuestion): void {
    this.asked.push(question.kind);
    if (this.broken) return;
    const data = {
      nr: question.nr,
      ok: true,
      bytes: question.kind === 'read' ? new Uint8Array(question.length) : null,
    };
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }

  terminate(): void {
    this.ended = true;
  }

  breakDown(): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  }
}

describe('the pieces of torrents', () => {
  it('a worker that breaks down fails whatever waits for it, and the next question goes to another', async () => {
    const workers: Worker[] = [];
    const disk = new Disk(() => {
      const worker = new Worker();
      workers.push(worker);
      return worker;
    });
    await disk.write('a', 0, new Uint8Array(1));
    const [first] = workers;
    if (first === undefined) throw new Error('it was not started');
    first.broken = true;
    const waiting = [disk.write('a', 1, new Uint8Array(1)), disk.read('b', 0, 3), disk.flush('a')];
    first.breakDown();
    const failed = { status: 'rejected', reason: { code: 'internal', detail: { message: 'out of memory' } } };
    expect(await Promise.allSettled(waiting)).toMatchObject([failed, failed, failed]);
    expect(first.ended).toBe(true);
    expect(await disk.read('b', 0, 3)).toEqual(new Uint8Array(3));
    expect(workers.map(({ asked }) => asked)).toEqual([['write', 'write', 'read', 'flush'], ['read']]);
  });
});
