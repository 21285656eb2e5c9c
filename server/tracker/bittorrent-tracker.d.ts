declare module 'bittorrent-tracker/server' {
  import type { EventEmitter } from 'node:events';
  import type { IncomingMessage, Server as HttpServer } from 'node:http';
  import type { Duplex } from 'node:stream';

  /** A connection by WebSocket. */
  export interface Socket extends EventEmitter {
    terminate(): void;
    send(text: string): void;
    /** The library's own listener to messages. */
    readonly onMessageBound: (text: string) => void;
    /** The library has taken it out of all swarms. */
    readonly destroyed?: boolean;
  }

  /** The part of it that is used. */
  export default class Server extends EventEmitter {
    constructor(options: {
      http: boolean;
      udp: boolean;
      ws: boolean | { noServer: true; maxPayload: number };
      stats?: boolean;
      interval: number;
    });
    readonly http: HttpServer;
    readonly ws: EventEmitter & {
      handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, done: (socket: Socket) => void): void;
    };
    /** By info hash in hexadecimal. The library adds to it, and removes nothing. */
    readonly torrents: Record<string, { readonly peers: { readonly length: number } }>;
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
  }
}
