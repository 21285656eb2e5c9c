import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { ensurePostgres } from '../../../scripts/postgres.ts';
import { removeTemporary, temporaryFolder } from '../temporary.ts';
import { until } from '../until.ts';

/** A PostgreSQL of the tests' own, reached through a socket in its folder alone. */
export interface Postgres {
  readonly folder: string;
  /** An address for `DATABASE_URL`. */
  url(database: string): string;
  /** Ends it as a crash would, with its connections. */
  stop(): Promise<void>;
  /** The same again, after `stop`. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package makes. */
function owner(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * Starts one in a fresh folder. Nothing of it outlives the machine, so it does not wait for the disk.
 * @param logged `all`: its log has every statement with its values, so that what must not be found is looked for there as well
 */
export async function startPostgres(logged: 'all' | 'none' = 'none'): Promise<Postgres> {
  const programs = await ensurePostgres();
  const folder = temporaryFolder('postgres');
  const as = owner();
  if ('uid' in as) chownSync(folder, as.uid, as.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const initdb = ['-D', data, '-U', 'perseid', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
  execFileSync(join(programs, 'initdb'), initdb, { ...as, cwd: folder });
  const url = (database: string): string =>
    `postgres://perseid@localhost/${database}?host=${encodeURIComponent(folder)}`;
  const start = () => run(join(programs, 'postgres'), folder, { as, logged, url: url('postgres') });
  let stop = await start();
  return {
    folder,
    url,
    stop: () => stop(),
    start: async () => void (stop = await start()),
    close: async () => {
      await stop();
      removeTemporary(folder);
    },
  };
}

interface Run {
  readonly as: { readonly uid?: number; readonly gid?: number };
  readonly logged: 'all' | 'none';
  /** By which it is asked whether it is there. */
  readonly url: string;
}

async function run(program: string, folder: string, { as, logged, url }: Run): Promise<() => Promise<void>> {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'off',
    max_connections: '50',
    log_statement: logged,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(join(folder, 'log'), 'a');
  const child = spawn(program, ['-D', join(folder, 'data'), ...args], {
    ...as,
    cwd: folder,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = once(child, 'exit');
  const end = (): void => void child.kill('SIGQUIT');
  process.on('exit', end);
  await until(() => answers(url), { what: 'PostgreSQL answers', timeout: 20_000, every: 30 });
  return async () => {
    process.off('exit', end);
    end();
    await exited;
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // No socket yet, or one that says that it starts.
    if (/ENOENT|ECONNREFUSED|57P03/.test(String((error as { code?: string }).code))) return false;
    throw error;
  }
}

/** Makes a database of its own. @param server the address of any database there @returns the address of the new one */
export async function freshDatabase(server: string): Promise<string> {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  return server.replace(/\/[^/?]*\?/, `/${name}?`);
}
