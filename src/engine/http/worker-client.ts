import type { TransferCommand, TransferReport } from '#protocol/transfer-api';
import TransferWorker from './worker.ts?worker';

/** The engine page's side of its worker. */
export interface WorkerClient {
  send(command: TransferCommand): void;
}

/**
 * Starts the worker.
 * @param onReport told of everything it says, in order
 * @param onBroken it has broken down: what it still does is unknown
 */
export function startWorker(onReport: (report: TransferReport) => void, onBroken: () => void): WorkerClient {
  const worker = new TransferWorker();
  worker.addEventListener('message', ({ data }: MessageEvent<TransferReport>) => onReport(data));
  worker.addEventListener('error', (event) => {
    console.error('The transfer worker failed:', event.message);
    onBroken();
  });
  const send = (command: TransferCommand): void => worker.postMessage(command);
  // Chromium tells documents alone, not their workers.
  addEventListener('online', () => send({ kind: 'online' }));
  return { send };
}
