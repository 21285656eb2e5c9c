import { nothingDeclared } from '#domain/mirror/declared';
import { newTask } from '#domain/task/new-task';
import { reduce, type TaskEvent } from '#domain/task/reduce';
import type { Task, TaskState } from '#domain/task/task';

export const size = 1000;
export const file = {
  name: 'a.bin',
  mime: 'video/mp4',
  size,
  ranged: true,
  validator: { etag: '"1"', lastModified: null, strong: true },
};

/** A task in a state. */
export function taskIn(state: TaskState, more: Partial<Task> = {}): Task {
  return newTask({
    id: 't',
    serial: 1,
    addedAt: 1,
    source: { url: 'https://a.test/a.bin', finalUrl: null, referrer: null, page: null },
    state,
    ...more,
  });
}

export const whole = { file, have: [{ from: 0, to: size }] };
export const answered: Extract<TaskEvent, { kind: 'answered' }> = {
  kind: 'answered',
  file,
  finalUrl: 'https://b.test/a',
  host: 'b.test',
  refuse: null,
  declared: nothingDeclared,
};
export const failed: TaskEvent = { kind: 'failed', error: { code: 'cut' } };
export const exporting: Extract<TaskState, { kind: 'exporting' }> = {
  kind: 'exporting',
  blobUrl: 'blob:x',
  downloadId: 7,
  held: false,
};
export const offered = { handover: { downloadId: 5, phase: 'offered' as const } };

/** The state's kind (or 'gone') and the effects' kinds after a series of events. */
export function play(task: Task, ...events: TaskEvent[]): { at: string; effects: string[]; task: Task | null } {
  let current: Task | null = task;
  let effects: string[] = [];
  for (const event of events) {
    if (!current) break;
    const step = reduce(current, event);
    effects = step.effects.map((e) => e.kind);
    current = step.task;
  }
  return { at: current?.state.kind ?? 'gone', effects, task: current };
}
