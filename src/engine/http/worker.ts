/// <reference lib="webworker" />
import type { TaskError } from '#domain/error';
import { PerseidError } from '#domain/error';
import { hostLimitOf } from '#domain/limit/host-limit';
import { hashRange } from '#platform/digest';
import { deletePart, freeSpace, openPart, readPart } from '#platform/part-file';
import { transferFetch } from '#platform/transfer-fetch';
import { wait } from '#platform/clock';
import type { TransferCommand, TransferOrder, TransferReport } from '#protocol/transfer-api';
import { Proofs } from './proofs.ts';
import { describeFailure } from './failure.ts';
import { Transfer } from './transfer.ts';
import { Lanes } from './lanes.ts';
import { Pacing } from './pacing.ts';
import type { TransferPorts } from './ports.ts';

/*
 * The engine's one worker: fetches and writes for all tasks, so that bytes never cross a context.
 * Invariant: at most one open handle per part file; what touches a part file waits for the run before it.
 */

interface Run {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  transfer: Transfer | null;
  /** How many it may open now. */
  connections: number;
}

const runs = new Map<string, Run>();
const explanations = new Map<string, PromiseWithResolvers<TaskError>>();
const questionOf = ({ url, bare }: { url: string; bare: boolean }): string => `${bare} ${url}`;
const report = (message: TransferReport): void => self.postMessage(message);

// A clock that is set back must stop neither checkpoints nor retries.
const clock = { now: () => performance.timeOrigin + performance.now(), date: () => Date.now(), wait };
const pacing = new Pacing(clock);
/** Until the engine page has told what the user allows. */
const lanes = new Lanes(({ host }) => ({ group: host, most: Infinity }));

const ports: TransferPorts = {
  ...clock,
  open: transferFetch,
  lanes,
  pace: (task, url, signal) => pacing.join(task, url, signal),
  freeSpace,
  hash: hashRange,
  explain(url, bare) {
    const question = questionOf({ url, bare });
    const pending = explanations.get(question) ?? Promise.withResolvers<TaskError>();
    if (!explanations.has(question)) report({ kind: 'explain', url, bare });
    explanations.set(question, pending);
    return pending.promise;
  },
};

const proofs = new Proofs(ports, report, (id) => runs.get(id)?.ended);

function start(order: TransferOrder): void {
  const { connections } = order;
  enter(order.id, connections, (signal, before) => execute(order, signal, before));
}

/** What touches a task's part file stops what did before, and waits for its end. */
function enter(
  id: string,
  connections: number,
  work: (signal: AbortSignal, before: Promise<void> | undefined) => Promise<void>,
): Run {
  const before = runs.get(id);
  before?.stop.abort();
  const stop = new AbortController();
  const run: Run = { stop, transfer: null, connections, ended: work(stop.signal, before?.ended) };
  runs.set(id, run);
  return run;
}

async function execute(order: TransferOrder, signal: AbortSignal, before: Promise<void> | undefined): Promise<void> {
  const { id, run: number } = order;
  const tell = (told: TransferReport): void => report({ ...told, run: number });
  try {
    await before;
    const part = await openPart(id);
    try {
      signal.throwIfAborted();
      const run = runs.get(id);
      const { connections } = run ?? order;
      const transfer = new Transfer({ ...order, connections }, part, ports, tell);
      if (run) run.transfer = transfer;
      await transfer.run(signal);
    } finally {
      part.close();
    }
  } catch (error) {
    if (!signal.aborted) tell({ kind: 'failed', id, error: describeFailure(error) });
  }
}

function transferOf(id: string): Transfer | null {
  return runs.get(id)?.transfer ?? null;
}

/** A limit may come before the part file is open. */
function limit(id: string, connections: number): void {
  const run = runs.get(id);
  if (run) run.connections = connections;
  run?.transfer?.setLimit(connections);
}

/** The part file is whole: it has the size that was announced. */
async function verify(id: string, size: number): Promise<void> {
  try {
    await runs.get(id)?.ended;
    const { size: actual } = await readPart(id);
    if (actual !== size) throw new PerseidError('part-lost', { expected: size, bytes: actual });
    report({ kind: 'intact', id });
  } catch (error) {
    report({ kind: 'failed', id, error: describeFailure(error) });
  }
}

async function discard(id: string): Promise<void> {
  const run = enter(id, 0, async (_signal, before) => {
    await before;
    // The next start of the engine page sweeps it away.
    await deletePart(id).catch((error: unknown) => console.error('A part file could not be deleted:', error));
  });
  await run.ended;
  if (runs.get(id) === run) runs.delete(id);
  report({ kind: 'discarded', id });
}

self.addEventListener('online', () => {
  for (const { transfer } of runs.values()) transfer?.online();
});

type Commands = {
  readonly [K in TransferCommand['kind']]: (command: Extract<TransferCommand, { kind: K }>) => unknown;
};

const commands: Commands = {
  start: ({ order }) => start(order),
  go: ({ id }) => transferOf(id)?.go(),
  limit: ({ id, connections }) => limit(id, connections),
  pace: ({ limits }) => pacing.set(limits),
  hosts: ({ limits }) => lanes.allow(hostLimitOf(limits)),
  inform: (more) => transferOf(more.id)?.inform(more),
  stop({ id }) {
    proofs.stop(id);
    runs.get(id)?.stop.abort();
  },
  prove: ({ order }) => proofs.start(order),
  explained(answer) {
    explanations.get(questionOf(answer))?.resolve(answer.error);
    explanations.delete(questionOf(answer));
  },
  verify: ({ id, size }) => verify(id, size),
  discard: ({ id }) => discard(id),
};

/** The type parameter ties the command to its own row of the table. */
function obey<K extends TransferCommand['kind']>(command: Extract<TransferCommand, { kind: K }>): void {
  const kind: K = command.kind;
  commands[kind](command);
}

self.addEventListener('message', ({ data }: MessageEvent<TransferCommand>) => obey(data));
