import { newTask } from '#domain/task/new-task';
import type { Task } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';

/** A task for tests: active, of 1000 bytes, nothing here yet; `more` replaces what matters. */
export function task(more: Partial<Task> = {}): Task {
  return newTask({
    id: 'a',
    serial: 1,
    addedAt: 1000,
    source: { url: 'https://example.org/dir/file%20one.bin?x=1', finalUrl: null, referrer: null, page: null },
    file: { name: 'file one.bin', mime: '', size: 1000, ranged: true, validator: null },
    hosts: ['example.org'],
    state: { kind: 'active' },
    ...more,
  });
}

/** Live numbers for tests. */
export function live(more: Partial<Live> = {}): Live {
  return { bytes: 250, speed: 50, connections: 2, arriving: [], have: [], sources: [], trouble: null, ...more };
}
