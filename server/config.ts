import { join } from 'node:path';
import * as z from 'zod/mini';
import type { KeyPlace } from './keys/key-file.ts';
import type { Place } from './store/store.ts';
import { faultsOf } from './faults.ts';
import { ServiceError } from './service-error.ts';

const whole = (least: number, most: number) => z.coerce.number().check(z.int(), z.gte(least), z.lte(most));

/** What an operator can set, by environment variables: docs/service.md lists them. */
const settings = z.object({
  HOST: z._default(z.string(), '127.0.0.1'),
  PORT: z._default(whole(0, 65_535), 8790),
  PERSEID_DATA: z._default(z.string(), 'service-data'),
  KEY_PASSPHRASE: z.optional(z.string()),
  DATABASE_URL: z.optional(z.string().check(z.regex(/^postgres(?:ql)?:\/\//))),
  PUBLIC_URL: z.optional(z.url()),
  TRUSTED_PROXIES: z._default(whole(0, 10), 0),
  MIRROR_VOTES: z._default(whole(1, 1000), 3),
  TOKEN_WORK: z._default(whole(0, 40), 20),
  REGION: z._default(z.string().check(z.maxLength(80)), 'not stated'),
  CONTACT: z.optional(z.string().check(z.maxLength(200))),
  ICE_SERVERS: z._default(
    z.string().check(z.regex(/^$|^(?:stuns?|turns?):[^\s,]+(?:,(?:stuns?|turns?):[^\s,]+)*$/)),
    '',
  ),
  TRACKER: z._default(z.enum(['on', 'off']), 'on'),
});

export interface Config {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly place: Place;
  readonly keys: KeyPlace;
  /** As users reach it; null: as it listens. */
  readonly publicUrl: string | null;
  readonly proxies: number;
  /** Votes until a row is handed out. */
  readonly votes: number;
  /** Zero bits of work for a token. */
  readonly work: number;
  readonly region: string;
  /** Whom to write to, as the first page says; null: nobody is named. */
  readonly contact: string | null;
  /** STUN and TURN servers of the operator's, for whoever uses the tracker. */
  readonly ice: readonly string[];
  readonly tracker: boolean;
}

/** @throws ServiceError `setting`: names the variable and what is wrong with it */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is as good as none.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = settings.safeParse(given);
  if (!read.success) throw new ServiceError('setting', `cannot be used as it is set: ${faultsOf(read.error, 'named')}`);
  const { data } = read;
  return {
    host: data.HOST,
    port: data.PORT,
    place: { folder: data.PERSEID_DATA, databaseUrl: data.DATABASE_URL ?? null },
    keys: { file: join(data.PERSEID_DATA, 'keys.json'), passphrase: data.KEY_PASSPHRASE ?? null },
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    proxies: data.TRUSTED_PROXIES,
    votes: data.MIRROR_VOTES,
    work: data.TOKEN_WORK,
    region: data.REGION,
    contact: data.CONTACT ?? null,
    ice: data.ICE_SERVERS === '' ? [] : data.ICE_SERVERS.split(','),
    tracker: data.TRACKER === 'on',
  };
}
