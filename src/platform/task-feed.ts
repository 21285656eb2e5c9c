import * as z from 'zod/mini';
import { taskFeedSchema, taskPortName, type TaskFeed } from '#protocol/engine-api';
import { browser } from './browser.ts';
import { onEngineAwake } from './engine-client.ts';

/**
 * Follows the engine page: what has changed since it started, then changes. While it is asleep nothing comes (the store has the truth);
 * connects again when it wakes.
 * @param onGone called when an engine page that had told something is gone
 */
export function followTasks(onFeed: (feed: TaskFeed) => void, signal: AbortSignal, onGone?: () => void): void {
  const connect = (): void => {
    const port = browser.runtime.connect({ name: taskPortName });
    const disconnect = (): void => port.disconnect();
    let heard = false;
    port.onMessage.addListener((message: unknown) => {
      heard = true;
      onFeed(z.parse(taskFeedSchema, message));
    });
    port.onDisconnect.addListener(() => {
      signal.removeEventListener('abort', disconnect);
      // Reading it keeps "Receiving end does not exist", the normal answer of a sleeping engine, out of the console.
      void browser.runtime.lastError;
      if (heard) onGone?.();
    });
    signal.addEventListener('abort', disconnect, { once: true });
  };
  connect();
  onEngineAwake(connect, signal);
}
