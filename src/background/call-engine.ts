import { wakingClient } from '#platform/engine-client';
import { ensureEngine } from '#platform/engine-host/index';

/** Calls the engine from the background; opens its page when needed. */
export const callEngine = wakingClient(ensureEngine);
