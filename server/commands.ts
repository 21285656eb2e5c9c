import { once } from 'node:events';
import process from 'node:process';
import type { Config } from './config.ts';
import { readKeys, rotateIdentity, rotateTokens } from './keys/key-file.ts';
import { publish } from './notices/notices.ts';
import { startService } from './service.ts';
import { ServiceError } from './service-error.ts';
import { openStore, type Store } from './store/store.ts';
import { forgetSpent } from './tokens/tokens.ts';
import { Upkeep } from './upkeep.ts';

type Command = (config: Config, args: readonly string[]) => Promise<void>;

/** What `npm run service -- …` can do. */
export const commands: Readonly<Record<string, Command>> = {
  start,
  publish: (config, [file]) => changing(config, (store) => publish(store, required(file, 'a JSON file'))),
  'rotate-identity': async (config) => {
    rotateIdentity(config.keyFile);
    await changing(config, () => Promise.resolve());
  },
  'rotate-tokens': async (config) => {
    const keys = rotateTokens(config.keyFile);
    await changing(config, (store) => forgetSpent(store, keys.token));
  },
};

function required(argument: string | undefined, what: string): string {
  if (argument === undefined || argument === '') throw new ServiceError('setting', `this command needs ${what}`);
  return argument;
}

/** Runs until it is told to stop; a second signal ends it at once. */
async function start(config: Config): Promise<void> {
  const service = await startService(config);
  console.info(`Perseid service: ${service.entered}`);
  const told = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => told.abort());
  await once(told.signal, 'abort');
  await service.close();
}

/** Changes data, then signs what follows from it; services that run on the same data take it over. */
async function changing(config: Config, change: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(config.place);
  try {
    const keys = readKeys(config.keyFile);
    await change(store);
    await new Upkeep({ store, keys, config, now: Date.now }).run();
  } finally {
    await store.close();
  }
}
