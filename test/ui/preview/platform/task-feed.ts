import type { TaskFeed } from '#protocol/engine-api';
import { follow } from '../engine.ts';

export function followTasks(onFeed: (feed: TaskFeed) => void): void {
  queueMicrotask(() => follow(onFeed));
}
