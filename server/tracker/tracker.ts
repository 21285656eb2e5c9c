import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import Server, { type Socket } from 'bittorrent-tracker/server';

/** Below the service's address. */
const path = '/announce';
/** Who announces is told to do so again after a fifth of this, ms. */
const interval = 10 * 60 * 1000;
/** The largest message, bytes: ten offers. */
const largest = 256 * 1024;
/** More connections than this are refused. */
const mostSockets = 10_000;

/** All that the tracker is told of a connection. Peers are joined by offers that it passes on: it needs nobody's address, and so has none. */
const nobody = { connection: { remoteAddress: '0.0.0.0', remotePort: 0 }, headers: {} };

export interface Tracker {
  /** Answers WebSocket handshakes of this server. */
  attach(server: HttpServer): void;
  /** For the metrics. */
  gauges(): Record<string, number>;
  close(): void;
}

/** A WebRTC tracker, all in memory: who is in which swarm is known while he is connected. */
export function startTracker(): Tracker {
  const tracker = new Server({
    http: false,
    udp: false,
    stats: false,
    ws: { noServer: true, maxPayload: largest },
    interval,
  });
  const sockets = new Set<Socket>();
  // What a client sends that makes no sense is answered by the tracker itself, and noted nowhere.
  tracker.on('warning', () => undefined);
  tracker.on('error', (error: Error) => console.error(`tracker: ${error.name}`));
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] !== path || sockets.size >= mostSockets) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    tracker.ws.handleUpgrade(request, socket, head, (connected) => {
      sockets.add(connected);
      connected.on('close', () => sockets.delete(connected));
      tracker.ws.emit('connection', connected, structuredClone(nobody));
    });
  };
  return {
    attach: (server) => void server.on('upgrade', upgrade),
    gauges: () => ({ tracker_sockets: sockets.size, tracker_swarms: Object.keys(tracker.torrents).length }),
    close: () => {
      for (const socket of sockets) socket.terminate();
      tracker.close(() => undefined);
    },
  };
}
