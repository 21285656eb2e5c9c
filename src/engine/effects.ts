import { PerseidError, type TaskError } from '#domain/error';
import type { Settings } from '#domain/settings/settings';
import type { Lesson } from '#domain/source/lesson';
import { referrerFor } from '#domain/source/referrer';
import { askedOf } from '#domain/task/asked';
import type { TaskEffect, TaskEvent } from '#domain/task/reduce';
import type { Task, TaskId } from '#domain/task/task';
import type { Client } from '#platform/message';
import type { backgroundApi } from '#protocol/background-api';
import type { TransferCommand, TransferOrder } from '#protocol/transfer-api';
import type { Checker } from './check/checker.ts';
import { checkPerformers, helpFor } from './check-effects.ts';
import type { Exporter } from './export.ts';
import { handoverPerformers } from './handover-effects.ts';
import { linkPerformers } from './link-effects.ts';
import type { Giver } from './giver.ts';
import type { MirrorSearch } from './mirror-search.ts';
import type { Runs } from './runs.ts';
import type { Streams } from './stream/streams.ts';
import type { Swarms } from './swarm/swarms.ts';

/** What effects act on. */
export interface EffectPorts {
  readonly background: Client<typeof backgroundApi>;
  readonly exporter: Exporter;
  readonly streams: Streams;
  readonly checker: Checker;
  readonly swarms: Swarms;
  readonly mirrors: MirrorSearch;
  readonly giver: Giver;
  readonly runs: Runs;
  readonly send: (command: TransferCommand) => void;
  readonly dispatch: (id: TaskId, event: TaskEvent) => Promise<void>;
  task(id: TaskId): Task | undefined;
  /** Connections this task may open now. */
  share(task: Task): number;
  /** Whether a speed limit holds for it. */
  isLimited(task: Task): boolean;
  /** What is known of a host, as far as it can be read. */
  lesson(host: string): Promise<Lesson | null>;
  /** What is taken over, by the user's setting. */
  takeover(): Settings['takeover'];
}

type Perform<E extends TaskEffect> = (task: Task, effect: E) => Promise<void> | void;
type Performers = { readonly [K in TaskEffect['kind']]: Perform<Extract<TaskEffect, { kind: K }>> };

/** Builds the one function that carries out effects; what goes wrong comes back as a `failed` event. */
export function effectPerformer(ports: EffectPorts): (task: Task, effect: TaskEffect) => void {
  const performers = performersFor(ports);
  return (task, effect) => {
    const run = async (): Promise<void> => perform(performers, task, effect);
    run().catch((error: unknown) => ports.dispatch(task.id, { kind: 'failed', error: storable(error) }));
  };
}

function perform<K extends TaskEffect['kind']>(
  performers: Performers,
  task: Task,
  effect: Extract<TaskEffect, { kind: K }>,
): Promise<void> | void {
  const kind: K = effect.kind;
  return performers[kind](task, effect);
}

function performersFor(ports: EffectPorts): Performers {
  const { background, send, dispatch, exporter, streams, checker, swarms } = ports;
  const clear = (task: Task): void => {
    if (clicked(task).referrer !== null) void background('request.clear', { serial: task.serial });
  };
  return {
    async fetch(task) {
      if (task.swarm !== null) {
        await prepare(background, task);
        return swarms.begin(task);
      }
      // It may have been a torrent just now: one writer of its part file at a time.
      await swarms.stop(task.id);
      const { host } = new URL(askedOf(task.source));
      const [lesson] = await Promise.all([ports.lesson(host), prepare(background, task)]);
      const now = ports.task(task.id);
      // Paused or removed while the request was prepared.
      if (now?.state.kind !== 'probing') return;
      const run = ports.runs.begin(task.id);
      send({ kind: 'start', order: { ...orderOf(now), ...waysOf(now, lesson, ports), run } });
    },
    ...checkPerformers(ports),
    ...linkPerformers(ports, (task) => prepare(background, task)),
    go: (task) => send({ kind: 'go', id: task.id }),
    stop(task) {
      checker.stop(task.id);
      clear(task);
      if (task.swarm !== null) return swarms.stop(task.id);
      ports.runs.stop(task.id);
      send({ kind: 'stop', id: task.id });
    },
    async discard(task) {
      checker.stop(task.id);
      if (task.swarm !== null) await swarms.drop(task.id);
      send({ kind: 'discard', id: task.id });
    },
    async verify(task) {
      clear(task);
      await swarms.stop(task.id);
      if (task.swarm !== null) return checker.check(task.id);
      send({ kind: 'verify', id: task.id, size: task.file?.size ?? 0 });
    },
    ...swarmPerformers(swarms, clear),
    export: (task) => exporter.begin(task),
    revoke: (_task, { blobUrl }) => exporter.revoke(blobUrl),
    stream: (task, { url }) => streams.begin(task, url),
    'finish-stream': (_task, { url }) => streams.finish(url),
    'end-stream': (_task, { url }) => streams.end(url),
    async 'recover-export'(task, { blobUrl }) {
      const { saved } = await background('export.recover', { blobUrl });
      await dispatch(task.id, saved ? { kind: 'saved', now: Date.now(), ...saved } : { kind: 'export-lost' });
    },
    async 'cancel-export'(_task, { downloadId }) {
      await background('export.cancel', { downloadId });
    },
    ...handoverPerformers(background, dispatch),
  };
}

function swarmPerformers(swarms: Swarms, clear: (task: Task) => void): Pick<Performers, 'leave-swarm' | 'select'> {
  return {
    async 'leave-swarm'(task) {
      clear(task);
      // Its pieces stay: the last of them are recorded.
      await swarms.stop(task.id);
      await swarms.forget(task.id);
    },
    select(task) {
      if (task.swarm?.content != null) swarms.select(task.id, task.swarm.content);
    },
  };
}

/** What the user clicked, also where it goes on as a torrent. */
const clicked = ({ source, before }: Task): Task['source'] => before?.source ?? source;

/** How a task is to be fetched, by what is known of its host and by the limits. */
function waysOf(
  task: Task,
  lesson: Lesson | null,
  ports: EffectPorts,
): Pick<TransferOrder, 'connections' | 'trial' | 'lesson' | 'fettered'> {
  const connections = ports.share(task);
  // Held back, it cannot be measured, and what holds for all downloads would not hold for one that is left.
  const fettered = ports.isLimited(task) || connections < 2;
  const isOffered = task.handover?.phase === 'offered' && task.handover.chosen !== true;
  const isOpen = isOffered && ports.takeover() === 'pays' && lesson?.pays !== true;
  return { connections, trial: isOpen && !fettered, lesson, fettered };
}

/** The address that was clicked gets the Referer the browser sent; where redirects led, what would be left of it there. */
async function prepare(background: EffectPorts['background'], task: Task): Promise<void> {
  const { url, finalUrl, referrer, mirror } = clicked(task);
  if (referrer === null || mirror !== undefined) return;
  const beyond = finalUrl === null || finalUrl === url ? null : referrerFor(referrer, finalUrl);
  const requests = [
    { url, referrer },
    ...(finalUrl !== null && beyond !== null ? [{ url: finalUrl, referrer: beyond }] : []),
  ];
  await background('request.prepare', { serial: task.serial, requests });
}

function orderOf(task: Task): Omit<TransferOrder, 'run' | 'connections' | 'trial' | 'lesson' | 'fettered'> {
  const { id, source, hint, file, have } = task;
  const offered = task.handover === null ? null : hint;
  const { lent, suspects } = task.search;
  return { id, source, hint, file, have, offered, lent, suspects, ...helpFor(task) };
}

function storable(error: unknown): TaskError {
  if (error instanceof PerseidError) return error.toTaskError();
  console.error('An effect failed:', error);
  return { code: 'internal', detail: { message: String(error) } };
}
