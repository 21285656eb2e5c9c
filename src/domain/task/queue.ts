import type { HostLimit } from '../limit/host-limit.ts';
import { askedOf } from './asked.ts';
import { isOver, waitsUntil, type Hours } from './due.ts';
import { byTurn, lineOf } from './line.ts';
import type { Task, TaskId } from './task.ts';

/** Torrents that bring nothing take no place from other torrents either, up to so many: each keeps sockets open. */
const mostIdle = 8;

/** What decides whose turn it is, besides the tasks. */
export interface Queue extends Hours {
  readonly activeTasks: number;
  readonly hostLimit: HostLimit;
  /** Torrents that run and have brought nothing for a while. */
  readonly idle: ReadonlySet<TaskId>;
}

/** Where a task's bytes come from. A torrent shares its peers with no other task. */
export const addressOf = ({ source, swarm }: Task): URL =>
  new URL(swarm === null ? askedOf(source) : `swarm://${swarm.infoHash}`);

/**
 * The tasks whose turn it is, in the order of the line: as many as are free of `activeTasks` places, and no more to a host
 * than it has connections. A task that saves its file or waits for the user in the browser's list takes no place from transfers, nor does a
 * torrent that brings nothing.
 */
export function nextInLine(tasks: Iterable<Task>, queue: Queue): Task[] {
  const all = [...tasks];
  const places = new Places(all.filter(takesPlace), queue);
  const mayRun = (task: Task): boolean => waitsUntil(task, queue) === null && !isOver(task, queue.now);
  return lineOf(all).filter((task) => mayRun(task) && places.take(task));
}

/** Whether a task that waits for nothing else may transfer now. */
export function hasFreePlace(tasks: Iterable<Task>, queue: Queue, task: Task): boolean {
  const others = [...tasks].filter((other) => other.id !== task.id && takesPlace(other));
  return waitsUntil(task, queue) === null && new Places(others, queue).take(task);
}

/**
 * The running tasks that go back into the line: outside the active times all that were not started by hand; and for every
 * one started by hand that finds no place, the last one. A higher priority alone sends nobody back.
 */
export function sentBack(tasks: Iterable<Task>, queue: Queue): Task[] {
  const all = [...tasks];
  const running = all.filter(takesPlace).toSorted(byTurn);
  const late = running.filter((task) => waitsUntil(task, queue) !== null);
  const staying = running.filter((task) => !late.includes(task));
  const entering: Task[] = [];
  const back = [...late];
  for (const task of lineOf(all).filter(({ urgent }) => urgent)) {
    const places = new Places([...staying, ...entering], queue);
    if (!places.take(task)) {
      const last = places.isHostFull(task)
        ? staying.findLast((other) => places.share(other, task))
        : staying.findLast(({ id }) => !queue.idle.has(id));
      if (last === undefined) continue;
      staying.splice(staying.indexOf(last), 1);
      back.push(last);
    }
    entering.push(task);
  }
  return back;
}

/**
 * Only transfers take a place. A task on offer beside the browser's item takes none: it may not wait. Once that item is claimed
 * for it, it does; but not one that brings a link for another.
 */
function takesPlace({ trash, state, handover, continues }: Task): boolean {
  const isOurs = handover === null || (handover.phase === 'claimed' && continues === null);
  return trash === null && isOurs && (state.kind === 'probing' || state.kind === 'active');
}

/** The places for transfers: so many in all, and to each host as many as it has connections. */
class Places {
  readonly #queue: Queue;
  readonly #perHost = new Map<string, number>();
  #taken = 0;
  #idle = 0;

  constructor(running: readonly Task[], queue: Queue) {
    this.#queue = queue;
    for (const task of running) this.#count(task);
  }

  /** Takes a place if there is one. */
  take(task: Task): boolean {
    const idle = task.swarm === null ? 0 : Math.max(0, this.#idle - mostIdle);
    if (this.#taken + idle >= this.#queue.activeTasks || this.isHostFull(task)) return false;
    this.#count(task);
    return true;
  }

  isHostFull(task: Task): boolean {
    const { group, most } = this.#queue.hostLimit(addressOf(task));
    return (this.#perHost.get(group) ?? 0) >= most;
  }

  /** Whether two tasks share a host's connections. */
  share(a: Task, b: Task): boolean {
    const [one, other] = [a, b].map((task) => this.#queue.hostLimit(addressOf(task)).group);
    return one === other;
  }

  #count(task: Task): void {
    const { group } = this.#queue.hostLimit(addressOf(task));
    if (this.#queue.idle.has(task.id)) this.#idle++;
    else this.#taken++;
    this.#perHost.set(group, (this.#perHost.get(group) ?? 0) + 1);
  }
}

/**
 * Connections each running transfer may hold, so that all of one host together stay within its limit.
 * @param addresses where the bytes come from, by task id
 * @returns number by task id; at least 1 each
 */
export function shareConnections(addresses: ReadonlyMap<string, URL>, hostLimit: HostLimit): Map<string, number> {
  const limits = new Map([...addresses].map(([id, url]) => [id, hostLimit(url)] as const));
  const byGroup = Map.groupBy(limits.keys(), (id) => limits.get(id)?.group);
  const shares = new Map<string, number>();
  for (const ids of byGroup.values()) {
    ids.forEach((id, index) => {
      const most = limits.get(id)?.most ?? 1;
      const extra = index < most % ids.length ? 1 : 0;
      shares.set(id, Math.max(1, Math.floor(most / ids.length) + extra));
    });
  }
  return shares;
}
