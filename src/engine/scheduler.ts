import { hostLimitOf, type HostLimit } from '#domain/limit/host-limit';
import { isLimited, speedLimits } from '#domain/limit/limits';
import type { Settings } from '#domain/settings/settings';
import { isOver, neededAt, sharedNow } from '#domain/task/due';
import { addressOf, hasFreePlace, nextInLine, sentBack, type Queue } from '#domain/task/queue';
import type { TaskEvent } from '#domain/task/reduce';
import type { Task, TaskId } from '#domain/task/task';
import { changesAt, isSlow, opensAt } from '#platform/local-time';
import type { TransferCommand } from '#protocol/transfer-api';
import { Shares } from './shares.ts';

/** Looked at so often at least, ms: a sleeping machine stops timers, and its clock may be set. */
const longestNap = 60_000;
/** For what begins so soon the engine page stays, ms: browsers ring no alarm earlier. */
const soon = 30_000;

interface SchedulerPorts {
  readonly tasks: ReadonlyMap<TaskId, Task>;
  settings(): Settings;
  /** Torrents that run and bring nothing. */
  idle(): ReadonlySet<TaskId>;
  dispatch(id: TaskId, event: TaskEvent): Promise<void>;
  send(command: TransferCommand): void;
  /** These complete torrents are given to peers now, and no other. */
  share(tasks: readonly Task[]): void;
  /** A waiting task's turn has come. */
  begin(id: TaskId): void;
  /** The time came for something; told after it was looked at. */
  rang(): void;
}

/** Decides which tasks run now, with how many connections and how fast: by the line, the settings and the time of day. */
export class Scheduler {
  readonly #ports: SchedulerPorts;
  readonly #shares: Shares;
  #limits = '';
  #hosts = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: SchedulerPorts) {
    this.#ports = ports;
    this.#shares = new Shares((id, connections) => ports.send({ kind: 'limit', id, connections }));
  }

  /** Whether this task may transfer now, as far as the line says. */
  hasPlace(task: Task): boolean {
    return hasFreePlace(this.#ports.tasks.values(), this.#queue(), task);
  }

  #queue(): Queue {
    const settings = this.#ports.settings();
    const now = Date.now();
    return {
      activeTasks: settings.activeTasks,
      now,
      opensAt: opensAt(settings.activeTimes, now),
      hostLimit: hostLimitOf(settings),
      idle: this.#ports.idle(),
    };
  }

  /** Connections for this task. */
  share(task: Task): number {
    return this.#shares.of(task, hostLimitOf(this.#ports.settings()));
  }

  /** Connections for a torrent to a host that is a web seed of it. */
  shareOfSeed(id: TaskId, url: URL): ReturnType<HostLimit> {
    return this.#shares.ofSeed(id, url, hostLimitOf(this.#ports.settings()));
  }

  /** Whether a speed limit holds for this task: then it says nothing of how fast its host is. */
  isLimited(task: Task): boolean {
    const settings = this.#ports.settings();
    return task.speedLimit !== null || isLimited(settings, addressOf(task).hostname, isSlow(settings, Date.now()));
  }

  /** Whether the engine page must stay for this task. What waits for a later time is woken by an alarm. */
  needs(task: Task): boolean {
    const queue = this.#queue();
    return neededAt([task], queue) <= queue.now + soon;
  }

  /** Something changed: looks at everything anew, and again when the time comes for something. */
  run(): void {
    const { tasks } = this.#ports;
    const queue = this.#queue();
    const next = nextInLine(tasks.values(), queue);
    this.#shares.divide(tasks.values(), next, queue.hostLimit);
    this.#limitSpeed(queue.now);
    this.#limitHosts();
    for (const { id } of [...tasks.values()].filter((task) => isOver(task, queue.now))) {
      void this.#ports.dispatch(id, { kind: 'time-up' });
    }
    for (const { id } of sentBack(tasks.values(), queue)) void this.#ports.dispatch(id, { kind: 'sent-back' });
    for (const { id } of next) this.#ports.begin(id);
    this.#ports.share(sharedNow(tasks.values(), queue));
    this.#setTimer(queue);
  }

  #limitSpeed(now: number): void {
    const settings = this.#ports.settings();
    const limits = speedLimits(settings, this.#ports.tasks.values(), isSlow(settings, now));
    const known = JSON.stringify(limits);
    if (known !== this.#limits) this.#ports.send({ kind: 'pace', limits });
    this.#limits = known;
  }

  #limitHosts(): void {
    const { connectionsPerHost, hostRules } = this.#ports.settings();
    const limits = { connectionsPerHost, hostRules };
    const known = JSON.stringify(limits);
    if (known !== this.#hosts) this.#ports.send({ kind: 'hosts', limits });
    this.#hosts = known;
  }

  #setTimer(queue: Queue): void {
    const { slowTimes, activeTimes } = this.#ports.settings();
    const moments = [...this.#ports.tasks.values()].flatMap(({ startAt, stopAt }) => [startAt ?? 0, stopAt ?? 0]);
    const later = moments.filter((at) => at > queue.now);
    const next = Math.min(...later, changesAt(slowTimes, queue.now), changesAt(activeTimes, queue.now));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ring(), Math.min(longestNap, next - queue.now));
  }

  #ring(): void {
    this.run();
    this.#ports.rang();
  }
}
