import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { ensureNginx } from '../tools.ts';
import { treeCpu } from '../../../test/support/browser/process-tree.ts';
import { removeTemporary, temporaryFolder } from '../../../test/support/temporary.ts';
import { answers } from './answers.ts';

/** A running nginx with a configuration of its own. */
export interface Nginx {
  readonly folder: string;
  /** Processor time so far, s. */
  cpu(): number;
  close(): Promise<void>;
}

/**
 * Starts nginx in a fresh folder.
 * @param serve makes the configuration inside `http { }`, given that folder
 * @param address where it will listen, to wait for it
 */
export async function startNginx(
  serve: (folder: string) => string,
  address: { host: string; port: number },
): Promise<Nginx> {
  const folder = temporaryFolder('nginx');
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, serve(folder)));
  const child = spawn(await ensureNginx(), ['-p', folder, '-c', file, '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 2, 2],
  });
  const exited = once(child, 'exit');
  const end = (): void => void child.kill('SIGTERM');
  process.on('exit', end);
  const { pid } = child;
  if (pid === undefined) throw new Error('nginx did not start');
  await Promise.race([answers(address), exited.then(() => Promise.reject(new Error(`nginx ended: see ${folder}`)))]);
  return {
    folder,
    cpu: () => treeCpu(pid),
    async close() {
      process.off('exit', end);
      end();
      await exited;
      removeTemporary(folder);
    },
  };
}

/** The rest of the configuration. Its worker is who we are, for the folder is ours alone. */
function configuration(folder: string, http: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
    daemon off;
    ${process.getuid?.() === 0 ? 'user root; worker_priority -10;' : ''}
    worker_processes 1;
    pid ${folder}/pid;
    events { worker_connections 1024; }
    http {
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
      default_type application/octet-stream;
      server_tokens off;
      ${http}
    }
  `;
}

/** A port that was free a moment ago. */
export async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
