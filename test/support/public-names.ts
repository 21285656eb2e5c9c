import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { TestAuthority } from './certificate.ts';

/**
 * Servers on loopback under names that look public, over TLS: what a browser with these `flags` takes for them. The extension knows
 * nothing of it.
 */
export class PublicNames {
  readonly #authority = new TestAuthority();
  readonly #ports = new Map<string, number>();
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  /** Puts TLS before what listens on a port of loopback, byte by byte. */
  async front(name: string, port: number): Promise<void> {
    await this.serve(name, (client) => {
      const behind = connect(port, '127.0.0.1');
      this.#keep(behind);
      client.pipe(behind).pipe(client);
      client.on('close', () => behind.destroy());
      behind.on('close', () => client.destroy());
    });
  }

  /** @param each gets every connection, decrypted */
  async serve(name: string, each: (socket: Socket) => void): Promise<void> {
    const server = createServer(this.#authority.issue(name), (socket) => {
      this.#keep(socket);
      each(socket);
    });
    server.on('tlsClientError', (error) => console.debug(`${name}:`, error.message));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
    this.#ports.set(name, (server.address() as AddressInfo).port);
  }

  /** For the browser's start. */
  get flags(): string[] {
    const rules = [...this.#ports].map(([name, port]) => `MAP ${name}:443 127.0.0.1:${port}`).join(',');
    return [`--host-resolver-rules=${rules}`, this.#authority.flag];
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', (error) => console.debug('connection:', error.message));
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
