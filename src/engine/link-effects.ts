import { canGoOn } from '#domain/task/relink';
import type { Task, TaskId } from '#domain/task/task';
import type { TaskEvent } from '#domain/task/reduce';
import type { ProofOrder, TransferCommand } from '#protocol/transfer-api';
import type { Runs } from './runs.ts';

/** What is done with a task that brings a new link for another. */
interface LinkPerformers {
  prove(task: Task, effect: { other: TaskId }): Promise<void>;
  'hand-on'(task: Task, effect: { other: TaskId }): Promise<void>;
  disown(task: Task, effect: { other: TaskId }): Promise<void>;
}

interface LinkPorts {
  readonly runs: Runs;
  readonly send: (command: TransferCommand) => void;
  readonly dispatch: (id: TaskId, event: TaskEvent) => Promise<void>;
  task(id: TaskId): Task | undefined;
}

/** @param prepare makes the task's requests look like the page's */
export function linkPerformers(ports: LinkPorts, prepare: (task: Task) => Promise<void>): LinkPerformers {
  const { dispatch, send } = ports;
  return {
    async prove(task, { other }) {
      const known = ports.task(other);
      if (!known || !canGoOn(known)) {
        const { url } = task.source;
        return dispatch(task.id, { kind: 'proved', file: null, finalUrl: url, host: new URL(url).host });
      }
      await prepare(task);
      if (ports.task(task.id)?.state.kind === 'probing')
        send({ kind: 'prove', order: { ...proofOf(task, known), run: ports.runs.begin(task.id) } });
    },
    async 'hand-on'(task, { other }) {
      const { source, file, hosts, traffic } = task;
      if (file !== null) {
        const link = { source, file, hosts, traffic };
        await dispatch(other, { kind: 'relinked', link, now: Date.now() });
      }
      const taken = ports.task(other);
      await dispatch(task.id, { kind: taken && taken.trash === null ? 'merged' : 'alone' });
    },
    disown: (_task, { other }) => dispatch(other, { kind: 'mistaken', now: Date.now() }),
  };
}

/** A part file that is being written cannot be read. */
function proofOf({ id, source, hint, handover }: Task, known: Task): Omit<ProofOrder, 'run'> {
  const { file, have, state } = known;
  const readable = state.kind !== 'active' && state.kind !== 'probing';
  const offered = handover === null ? null : hint;
  return { id, source, offered, known: { id: known.id, source: known.source, file, have, readable } };
}
