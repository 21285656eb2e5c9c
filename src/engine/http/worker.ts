/// <reference lib="webworker" />
import type { TaskError } from '#domain/error';
import { PerseidError } from '#domain/error';
import { hashRange } from '#platform/digest';
import { deletePart, freeSpace, openPart, readPart } from '#platform/part-file';
import { transferFetch } from '#platform/transfer-fetch';
import { wait } from '#platform/clock';
import type { TransferCommand, TransferOrder, TransferReport } from '#protocol/transfer-api';
import { Proofs } from './proofs.ts';
import { describeFailure, Transfer } from './transfer.ts';
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
const report = (message: TransferReport): void => self.postMessage(message);

const clock = { now: () => Date.now(), wait };
const pacing = new Pacing(clock);

const ports: TransferPorts = {
  ...clock,
  open: transferFetch,
  lanes: new Lanes(),
  pace: (task, url, signal) => pacing.join(task, url, signal),
  freeSpace,
  hash: hashRange,
  explain(url) {
    const pending = explanations.get(url) ?? Promise.withResolvers<TaskError>();
    explanations.set(url, pending);
    report({ kind: 'explain', url });
    return pending.promise;
  },
};

const proofs = new Proofs(ports, report, (id) => runs.get(id)?.ended);

function start(order: TransferOrder): void {
  const before = runs.get(order.id);
  before?.stop.abort();
  const stop = new AbortController();
  const { connections } = order;
  const run: Run = { stop, transfer: null, connections, ended: execute(order, stop.signal, before?.ended) };
  runs.set(order.id, run);
}

async function execute(order: TransferOrder, signal: AbortSignal, before: Promise<void> | undefined): Promise<void> {
  const { id } = order;
  try {
    await before;
    const part = await openPart(id);
    try {
      signal.throwIfAborted();
      const run = runs.get(id);
      const { connections } = run ?? order;
      const transfer = new Transfer({ ...order, connections }, part, ports, report);
      if (run) run.transfer = transfer;
      await transfer.run(signal);
    } finally {
      part.close();
    }
  } catch (error) {
    if (!signal.aborted) report({ kind: 'failed', id, error: describeFailure(error) });
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
  const run = runs.get(id);
  run?.stop.abort();
  await run?.ended;
  if (runs.get(id) === run) runs.delete(id);
  try {
    await deletePart(id);
  } catch (error) {
    // The next start of the engine page sweeps it away.
    console.error('A part file could not be deleted:', error);
  }
  report({ kind: 'discarded', id });
}

self.addEventListener('message', ({ data }: MessageEvent<TransferCommand>) => {
  switch (data.kind) {
    case 'start':
      return start(data.order);
    case 'go':
      return transferOf(data.id)?.go();
    case 'limit':
      return limit(data.id, data.connections);
    case 'pace':
      return pacing.set(data.limits);
    case 'inform':
      return transferOf(data.id)?.inform(data);
    case 'stop':
      proofs.stop(data.id);
      return runs.get(data.id)?.stop.abort();
    case 'prove':
      return void proofs.start(data.order);
    case 'explained':
      explanations.get(data.url)?.resolve(data.error);
      explanations.delete(data.url);
      return;
    case 'verify':
      return void verify(data.id, data.size);
    case 'discard':
      return void discard(data.id);
  }
});
