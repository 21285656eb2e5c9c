declare module 'bittorrent-tracker/server' {
  import type { EventEmitter } from 'node:events';
  import type { Server as HttpServer } from 'node:http';

  /** The part of it that is used. */
  export default class Server extends EventEmitter {
    constructor(options: { http: boolean; udp: boolean; ws: boolean; interval: number });
    readonly http: HttpServer;
    readonly ws: EventEmitter;
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
  }
}
