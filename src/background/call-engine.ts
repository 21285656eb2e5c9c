import { wakingClient } from '#platform/engine-client';
import { ensureRunning } from './revive.ts';

/** Calls the engine from the background; opens its page when needed. */
export const callEngine = wakingClient(ensureRunning);
