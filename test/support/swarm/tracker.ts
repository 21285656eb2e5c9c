import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import Server from 'bittorrent-tracker/server';
import { browserName } from '../browser/browser-name.ts';

/** The Origin of the extension's own connections to a tracker: in Firefox none, for it would tell a number of the installation (CS8). */
export const ours = browserName === 'firefox' ? /^$/ : /^chrome-extension:/;

/** What somebody sent to the tracker. */
export interface Announce {
  readonly action: string;
  readonly event?: string;
  readonly peer_id: string;
  readonly offers?: readonly { readonly offer: { readonly sdp: string } }[];
  readonly answer?: { readonly sdp: string };
}

interface Socket {
  send(data: string | Uint8Array): void;
  terminate(): void;
}

/** `bittorrent-tracker` as it comes from npm, over WebSocket on loopback; it keeps what it was sent. */
export class Tracker {
  readonly #server: Server;
  readonly #sockets: Socket[] = [];
  /** With the Origin of the connection it came by. */
  readonly announces: { readonly origin: string | undefined; readonly message: Announce }[] = [];
  /** Headers of each handshake. */
  readonly handshakes: IncomingMessage['rawHeaders'][] = [];
  /** To whoever connects it sends this and nothing that is right; null: it does its work. */
  nonsense: readonly (string | Uint8Array)[] | null = null;
  /** When the last one came, ms since 1970. */
  lastAt = 0;

  private constructor(pace: number) {
    // To whom speaks over a socket it says a fifth of this.
    this.#server = new Server({ http: false, udp: false, ws: true, interval: 5 * pace });
  }

  /**
   * Starts one.
   * @param pace everybody is to announce himself so often, ms. Two who offer each other a connection at once may lose both: not often
   */
  static async start(pace = 30_000): Promise<Tracker> {
    const tracker = new Tracker(pace);
    await tracker.#listen();
    return tracker;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.http.address() as AddressInfo).port}`;
  }

  /** What was sent by somebody of this origin. */
  sentFrom(origin: RegExp): Announce[] {
    return this.announces.filter((one) => origin.test(one.origin ?? '')).map(({ message }) => message);
  }

  close(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  /** Answers every word with nonsense. */
  #babble(socket: EventEmitter & Socket, nonsense: readonly (string | Uint8Array)[]): void {
    const say = (): void => nonsense.forEach((word) => socket.send(word));
    socket.removeAllListeners('message');
    socket.on('message', say);
    say();
  }

  #listen(): Promise<void> {
    // One that asks for nonsense is told so by the server itself.
    this.#server.on('warning', (error: Error) => console.info('tracker:', error.message));
    this.#server.ws.on('connection', (socket: EventEmitter & Socket, request: IncomingMessage) => {
      this.handshakes.push(request.rawHeaders);
      this.lastAt = Date.now();
      this.#sockets.push(socket);
      if (this.nonsense !== null) this.#babble(socket, this.nonsense);
      socket.on('message', (data: Buffer) => {
        this.announces.push({ origin: request.headers.origin, message: JSON.parse(data.toString()) as Announce });
      });
    });
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }
}
