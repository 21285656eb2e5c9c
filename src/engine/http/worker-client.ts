import type { TransferCommand, TransferReport } from '#protocol/transfer-api';
import TransferWorker from './worker.ts?worker';

/** The engine page's side of its worker. */
export interface WorkerClient {
  send(command: TransferCommand): void;
}

/** Starts the worker. @param onReport told of everything it says, in order */
export function startWorker(onReport: (report: TransferReport) => void): WorkerClient {
  const worker = new TransferWorker();
  worker.addEventListener('message', ({ data }: MessageEvent<TransferReport>) => onReport(data));
  worker.addEventListener('error', (event) => {
    throw new Error(`The transfer worker failed: ${event.message}`);
  });
  const send = (command: TransferCommand): void => worker.postMessage(command);
  // Chromium tells documents alone, not their workers.
  addEventListener('online', () => send({ kind: 'online' }));
  return { send };
}
