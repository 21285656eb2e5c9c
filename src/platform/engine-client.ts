import { backgroundApi } from '#protocol/background-api';
import type { RequestOf, ResponseOf, VerbName } from '#protocol/define';
import { engineApi, engineAwake } from '#protocol/engine-api';
import { browser } from './browser.ts';
import { client } from './message.ts';
import { NobodyAnswers } from './nobody-answers.ts';

const engine = client(engineApi);
/** Calls the background from a page. */
export const callBackground = client(backgroundApi);

type EngineClient = <V extends VerbName<typeof engineApi>>(
  verb: V,
  request: RequestOf<typeof engineApi, V>,
) => Promise<ResponseOf<typeof engineApi, V>>;

/**
 * A client of the engine that wakes it if it sleeps, also when it fell asleep between the two.
 * Its calls throw PerseidError with the engine's code.
 * @param wake opens the engine page
 */
export function wakingClient(wake: () => Promise<unknown>): EngineClient {
  return async (verb, request) => {
    try {
      return await engine(verb, request);
    } catch (error) {
      if (!(error instanceof NobodyAnswers)) throw error;
      await wake();
      return engine(verb, request);
    }
  };
}

/** Calls the engine from a page. (The background cannot send messages to itself: it has a client of its own.) */
export const callEngine = wakingClient(() => callBackground('engine.ensure', {}));

/** Said by the engine page when it is up. */
export function announceAwake(): void {
  // Nobody may be listening: that is the normal case.
  browser.runtime.sendMessage(engineAwake).catch((error: unknown) => console.debug('No page is open:', error));
}

/** Calls back when an engine page has started. */
export function onEngineAwake(callback: () => void, signal: AbortSignal): void {
  const listener = (message: unknown): undefined => {
    if (message === engineAwake) callback();
  };
  browser.runtime.onMessage.addListener(listener);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listener), { once: true });
}
