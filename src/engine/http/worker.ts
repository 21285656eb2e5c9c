/// <reference lib="webworker" />
import type { TaskError } from '#domain/error';
import { hostLimitOf } from '#domain/limit/host-limit';
import { wait } from '#platform/clock';
import { hashRange } from '#platform/digest';
import { deletePart, freeSpace, openPart, readPart } from '#platform/part-file';
import { transferFetch } from '#platform/transfer-fetch';
import type { TransferCommand, TransferReport } from '#protocol/transfer-api';
import { Lanes } from './lanes.ts';
import { Pacing } from './pacing.ts';
import type { TransferPorts } from './ports.ts';
import { Proofs } from './proofs.ts';
import { Transfers } from './transfers.ts';

// The engine's one worker: fetches and writes for all tasks, so that bytes never cross a context.

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

const parts = { open: openPart, size: async (id: string) => (await readPart(id)).size, delete: deletePart };
const transfers = new Transfers(parts, ports, report);
const proofs = new Proofs(ports, report, (id) => transfers.idle(id));

type Commands = {
  readonly [K in TransferCommand['kind']]: (command: Extract<TransferCommand, { kind: K }>) => unknown;
};

const commands: Commands = {
  start: (command) => transfers.start(command),
  go: (command) => transfers.go(command),
  limit: (command) => transfers.limit(command),
  pace: ({ limits }) => pacing.set(limits),
  hosts: ({ limits }) => lanes.allow(hostLimitOf(limits)),
  inform: (command) => transfers.inform(command),
  online: () => transfers.online(),
  stop(command) {
    proofs.stop(command.id);
    transfers.stop(command);
  },
  close: (command) => transfers.close(command),
  prove: ({ order }) => proofs.start(order),
  explained(answer) {
    explanations.get(questionOf(answer))?.resolve(answer.error);
    explanations.delete(questionOf(answer));
  },
  verify: (command) => transfers.verify(command),
  discard: (command) => transfers.discard(command),
};

/** The type parameter ties the command to its own row of the table. */
function obey<K extends TransferCommand['kind']>(command: Extract<TransferCommand, { kind: K }>): void {
  const kind: K = command.kind;
  commands[kind](command);
}

self.addEventListener('message', ({ data }: MessageEvent<TransferCommand>) => obey(data));
