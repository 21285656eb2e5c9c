import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { removeTemporary, temporaryFolder } from '../../test/support/temporary.ts';
import { until } from '../../test/support/until.ts';

/** Runs inside: leads a socket of the file system, which all namespaces share, to a port there. */
const relay = `const net = require('node:net');
const [path, port] = process.argv.slice(1);
net.createServer((outer) => {
  const inner = net.connect(Number(port), '127.0.0.1');
  outer.pipe(inner).pipe(outer);
  outer.on('error', () => inner.destroy());
  inner.on('error', () => outer.destroy());
}).listen(path);`;

/** Leads a port of this machine's loopback to the same one of an enclosure: Firefox is driven over a socket, Chromium over a pipe. */
export class Bridge {
  readonly port: number;
  readonly #server: Server;
  readonly #inside: ChildProcess;
  readonly #folder: string;

  private constructor(server: Server, inside: ChildProcess, folder: string) {
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#inside = inside;
    this.#folder = folder;
  }

  /** @param within the command that enters the enclosure */
  static async open([enter = '', ...rest]: readonly string[]): Promise<Bridge> {
    const folder = temporaryFolder('bridge');
    const path = join(folder, 'socket');
    const server = createServer((outer) => {
      const inner = connect(path);
      outer.pipe(inner).pipe(outer);
      outer.on('error', () => inner.destroy());
      inner.on('error', () => outer.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const inside = spawn(enter, [...rest, process.execPath, '-e', relay, path, String(port)], { stdio: 'ignore' });
    await until(() => existsSync(path), { what: 'the relay inside listens', timeout: 10_000 });
    return new Bridge(server, inside, folder);
  }

  close(): void {
    this.#inside.kill('SIGKILL');
    this.#server.close();
    removeTemporary(this.#folder);
  }
}
