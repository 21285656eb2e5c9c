import type { Task } from './task.ts';
import type { HostTraffic } from './host-traffic.ts';
import { addTraffic } from './traffic-sums.ts';

/** The task with what was exchanged for it: whoever gave or was asked has seen the user's address. */
export function withTraffic(task: Task, more: readonly HostTraffic[]): Task {
  if (more.length === 0) return task;
  const hosts = [...new Set([...task.hosts, ...more.map(({ host }) => host)])];
  return { ...task, hosts, traffic: addTraffic(task.traffic, more) };
}
