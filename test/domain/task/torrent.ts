import { nobodyNamed } from '#domain/swarm/named';
import { nothingShared } from '#domain/swarm/sharing';
import type { SwarmContent } from '#domain/swarm/swarm';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task, TaskState } from '#domain/task/task';
import { taskIn } from './play.ts';

export const file = (name: string, offset: number, size: number) => ({
  folder: '',
  name,
  size,
  offset,
  wanted: true,
  saved: false,
});
export const content: SwarmContent = {
  several: true,
  size: 30,
  pieceLength: 10,
  files: [file('a', 0, 12), { ...file('b', 12, 0), folder: 'sub' }, file('c', 12, 18)],
};
export const swarm = {
  infoHash: 'ab'.repeat(20),
  trackers: ['wss://t.test/x', 'udp://u.test:1'],
  webSeeds: [],
  offered: nobodyNamed,
  agreed: false,
  via: null,
  content: null,
  peers: 0,
  ...nothingShared,
};
export const torrentIn = (state: TaskState, change: Partial<Task> = {}): Task =>
  taskIn(state, { name: 'T', file: null, have: [], hosts: [], swarm, ...change });
export const agreed = { swarm: { ...swarm, agreed: true } };
export const joined: TaskEvent = { kind: 'joined', name: 'T', content };
export const all = [{ from: 0, to: 30 }];
