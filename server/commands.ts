import { once } from 'node:events';
import process from 'node:process';
import type { Config } from './config.ts';
import { identityOf, sizeAt } from './mirrors/ask.ts';
import { block, unblock, type Blocked } from './mirrors/block.ts';
import { importRows, readList } from './mirrors/import.ts';
import { lockKeys, readKeys, rotateIdentity, rotateTokens } from './keys/key-file.ts';
import { publish } from './notices/notices.ts';
import { startService } from './service.ts';
import { ServiceError } from './service-error.ts';
import { copyAll } from './store/copy.ts';
import { openStore, type Store } from './store/store.ts';
import { forgetSpent } from './tokens/tokens.ts';
import { Upkeep } from './upkeep.ts';

type Command = (config: Config, args: readonly string[]) => Promise<void>;

/** What `npm run service -- …` can do. */
export const commands: Readonly<Record<string, Command>> = {
  start,
  block: async (config, args) => {
    const blocked = await toBlock(args);
    await changing(config, async (store) => {
      console.info(`blocked; ${await block(store, blocked)} addresses were there`);
    });
  },
  unblock: async (config, args) => {
    const blocked = await toBlock(args);
    await changing(config, async (store) => {
      console.info((await unblock(store, blocked)) ? 'no longer blocked' : 'it was not blocked');
    });
  },
  import: async (config, [file, ...mirrors]) => {
    const { listed, leftOut } = await readList(required(file, 'a list'), { mirrors, sizeOf: sizeAt });
    await changing(config, async (store) => {
      const taken = await importRows(store, listed, config.votes, Date.now());
      console.info(`${taken} addresses imported; ${leftOut + listed.length - taken} left out`);
    });
  },
  publish: (config, [file]) => changing(config, (store) => publish(store, required(file, 'a JSON file'))),
  'move-to': async (config, [url]) => {
    const databaseUrl = required(url, 'the address of a PostgreSQL, postgres://…');
    const [from, to] = [await openStore(config.place), await openStore({ ...config.place, databaseUrl })];
    try {
      console.info(`${await copyAll(from, to)} rows are there now; start the service with DATABASE_URL`);
    } finally {
      await from.close();
      await to.close();
    }
  },
  'lock-keys': (config) => {
    const passphrase = required(process.env['NEW_KEY_PASSPHRASE'], 'the new passphrase in NEW_KEY_PASSPHRASE');
    lockKeys(config.keys, passphrase);
    console.info('locked; start the service with KEY_PASSPHRASE');
    return Promise.resolve();
  },
  'rotate-identity': async (config) => {
    rotateIdentity(config.keys);
    await changing(config, () => Promise.resolve());
  },
  'rotate-tokens': async (config) => {
    const keys = rotateTokens(config.keys);
    await changing(config, (store) => forgetSpent(store, keys.token));
  },
};

/** `SHA256`, `URL`, or `URL SHA256 LENGTH` for an address whose file is not there any more. */
async function toBlock([what, sha256, size]: readonly string[]): Promise<Blocked> {
  const named = required(what, 'a URL or a SHA-256');
  if (/^[0-9a-f]{64}$/i.test(named)) return { kind: 'file', sha256: named.toLowerCase() };
  if (!URL.canParse(named))
    throw new ServiceError('setting', `${named} is neither a URL nor a SHA-256 of 64 hexadecimal digits`);
  const address = new URL(named).href;
  if (sha256 === undefined) return { kind: 'address', address, file: await identityOf(address) };
  if (!/^[0-9a-f]{64}$/i.test(sha256) || !/^\d+$/.test(size ?? '')) {
    throw new ServiceError('setting', 'after a URL comes a SHA-256 of 64 hexadecimal digits, and the length in bytes');
  }
  return { kind: 'address', address, file: { sha256: sha256.toLowerCase(), size: Number(size) } };
}

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
    const keys = readKeys(config.keys);
    await change(store);
    await new Upkeep({ store, keys, config, now: Date.now }).run();
  } finally {
    await store.close();
  }
}
