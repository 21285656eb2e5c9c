import { backgroundApi } from '#protocol/background-api';
import type { RequestOf, ResponseOf, VerbName } from '#protocol/define';
import { engineApi, engineAwake } from '#protocol/engine-api';
import { browser } from './browser.ts';
import { client, NobodyAnswers } from './message.ts';

const engine = client(engineApi);
const background = client(backgroundApi);

/**
 * Calls the engine from a page; wakes it if it sleeps, also when it fell asleep between the two.
 * @throws PerseidError with the engine's code
 */
export async function callEngine<V extends VerbName<typeof engineApi>>(
  verb: V,
  request: RequestOf<typeof engineApi, V>,
): Promise<ResponseOf<typeof engineApi, V>> {
  try {
    return await engine(verb, request);
  } catch (error) {
    if (!(error instanceof NobodyAnswers)) throw error;
    await background('engine.ensure', {});
    return engine(verb, request);
  }
}

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
