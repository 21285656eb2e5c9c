import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands before a server on loopback, lets everything through, and keeps all that went over the wire, both ways. */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #kept: Buffer[] = [];

  private constructor(behind: number) {
    this.#server = createServer((client) => {
      const server = connect(behind, '127.0.0.1');
      for (const socket of [client, server]) {
        this.#sockets.add(socket);
        socket.on('data', (bytes: Buffer) => void this.#kept.push(bytes));
        socket.on('error', (error) => console.debug('relay:', error.message));
      }
      client.pipe(server).pipe(client);
      client.on('close', () => server.destroy());
      server.on('close', () => client.destroy());
    });
  }

  static async before(address: string): Promise<Relay> {
    const relay = new Relay(Number(new URL(address).port));
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  /** The same address, led through here. */
  through(address: string): string {
    const url = new URL(address);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** All that was sent, as it was. */
  get wire(): Buffer {
    return Buffer.concat(this.#kept);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
