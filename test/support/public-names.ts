import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, createServer, type SecureContext, type Server, type TLSSocket } from 'node:tls';
import { browserName } from './browser/browser-name.ts';
import type { LaunchOptions } from './browser/launch-options.ts';
import { TestAuthority } from './certificate.ts';

interface Named {
  readonly context: SecureContext;
  /** Gets every connection, decrypted. */
  readonly each: (socket: Socket) => void;
}

/**
 * Servers on loopback under names that look public, over TLS: what a browser that is launched with this takes for them. The extension
 * knows nothing of it. All are behind one port, told apart by the name that a client asks for (RFC 6066 section 3).
 */
export class PublicNames {
  readonly #authority = new TestAuthority();
  readonly #names = new Map<string, Named>();
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Names whose connections ended before anything was said: whoever called did not take the certificate. */
  readonly refused: string[] = [];

  private constructor() {
    const SNICallback = (name: string, done: (error: Error | null, context?: SecureContext) => void): void =>
      done(null, this.#names.get(name)?.context);
    this.#server = createServer({ SNICallback }, (socket) => {
      this.#keep(socket);
      this.#names.get(servedAs(socket))?.each(socket);
    });
    this.#server.on('tlsClientError', (_error, socket) => void this.refused.push(servedAs(socket)));
  }

  static async open(): Promise<PublicNames> {
    const names = new PublicNames();
    names.#server.listen(0, '127.0.0.1');
    await once(names.#server, 'listening');
    return names;
  }

  /** Puts TLS before what listens on a port of loopback, byte by byte. */
  front(name: string, port: number): void {
    this.serve(name, (client) => {
      const behind = connect(port, '127.0.0.1');
      this.#keep(behind);
      client.pipe(behind).pipe(client);
      client.on('close', () => behind.destroy());
      behind.on('close', () => client.destroy());
    });
  }

  /** @param authority by which its certificate is; default: one that the browser trusts */
  serve(name: string, each: Named['each'], authority = this.#authority): void {
    this.#names.set(name, { context: createSecureContext(authority.issue(name)), each });
  }

  /** For the browser's start. */
  get launch(): Pick<LaunchOptions, 'extraArgs' | 'prefs' | 'trusted'> {
    const { port } = this.#server.address() as AddressInfo;
    const names = [...this.#names.keys()];
    if (browserName === 'firefox') {
      const prefs = { 'network.dns.localDomains': names.join(','), 'network.socket.forcePort': `443=${port}` };
      return { prefs, trusted: this.#authority.der };
    }
    const rules = names.map((name) => `MAP ${name}:443 127.0.0.1:${port}`).join(',');
    return { extraArgs: [`--host-resolver-rules=${rules}`, this.#authority.flag] };
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', (error) => console.debug('connection:', error.message));
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

/** The name that the client asked for. */
const servedAs = (socket: TLSSocket): string =>
  (socket as TLSSocket & { servername?: string | false }).servername || '';
