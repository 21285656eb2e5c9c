import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import Server, { type Socket } from 'bittorrent-tracker/server';
import { addressOf } from '../http/address.ts';
import { Guests } from './guests.ts';
import { readMessage } from './message.ts';

/** Below the service's address. */
const path = '/announce';
/** Who announces is told to do so again after a fifth of this, ms. */
const interval = 10 * 60 * 1000;
/** The largest message, bytes: ten offers. */
const largest = 256 * 1024;
/** More connections than these are refused: of all, and of one network. */
const mostSockets = { all: 10_000, each: 100 };
/** What one connection may say and be in; a browser with a hundred torrents stays far below. Beyond it is closed. */
export const mostOfSocket = { messagesPerMinute: 1200, swarms: 500 };
const minute = 60_000;

/** All that the tracker is told of a connection. Peers are joined by offers that it passes on: it needs nobody's address, and so has none. */
const nobody = { connection: { remoteAddress: '0.0.0.0', remotePort: 0 }, headers: {} };

export interface Tracker {
  /** Answers WebSocket handshakes of this server. */
  attach(server: HttpServer): void;
  /** For the metrics. */
  gauges(): Record<string, number>;
  close(): void;
}

interface Surroundings {
  /** Proxies of the operator's own before this service. */
  readonly proxies: number;
  /** ms since 1970. */
  readonly now: () => number;
}

/** A WebRTC tracker, all in memory: who is in which swarm is known while he is connected. */
export function startTracker({ proxies, now }: Surroundings): Tracker {
  const tracker = new Server({
    http: false,
    udp: false,
    stats: false,
    ws: { noServer: true, maxPayload: largest },
    interval,
  });
  const sockets = new Set<Socket>();
  const guests = new Guests(mostSockets);
  // What a client sends that makes no sense is answered by the tracker itself, and noted nowhere.
  tracker.on('warning', () => undefined);
  tracker.on('error', (error: Error) => console.error(`tracker: ${error.name}`));
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // The server has let go of it: an error that nobody listens to, as when it is reset, would end the process.
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?')[0] !== path) return refuse(socket, '404 Not Found');
    const forwarded = request.headers['x-forwarded-for'];
    const address = addressOf(forwarded?.toString(), request.socket.remoteAddress, proxies);
    const left = guests.enter(address, now());
    if (left === null) return refuse(socket, '429 Too Many Requests');
    // Also of a handshake that fails.
    socket.once('close', left);
    tracker.ws.handleUpgrade(request, socket, head, (connected) => {
      sockets.add(connected);
      connected.on('close', () => sockets.delete(connected));
      tracker.ws.emit('connection', connected, structuredClone(nobody));
      guard(tracker, connected, now);
    });
  };
  return {
    attach: (server) => void server.on('upgrade', upgrade),
    gauges: () => ({ tracker_sockets: guests.size, tracker_swarms: Object.keys(tracker.torrents).length }),
    close: () => {
      for (const socket of sockets) socket.terminate();
      tracker.close(() => undefined);
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Stands between a connection and the library, which takes messages as they come (one without its form ends the whole process), as many
 * as come, and keeps every swarm that was ever named.
 */
function guard(tracker: Server, socket: Socket, now: () => number): void {
  const swarms = new Set<string>();
  const mayGoOn = countedBy(now);
  const taken = socket.onMessageBound;
  socket.removeListener('message', taken);
  socket.on('message', (data: Buffer) => {
    if (socket.destroyed) return;
    const message = readMessage(data.toString());
    if (message) swarms.add(Buffer.from(message.info_hash, 'latin1').toString('hex'));
    if (!mayGoOn() || swarms.size > mostOfSocket.swarms) return socket.terminate();
    if (message === null) socket.send('{"failure reason":"no announcement of this form"}');
    else taken(JSON.stringify(message));
  });
  // After the library, which takes the connection out of its swarms.
  socket.on('close', () => {
    for (const hash of swarms) if (tracker.torrents[hash]?.peers.length === 0) delete tracker.torrents[hash];
  });
}

/** @returns whether one more message is within the limit */
function countedBy(now: () => number): () => boolean {
  let [count, since] = [0, now()];
  return () => {
    if (now() - since >= minute) [count, since] = [0, now()];
    return ++count <= mostOfSocket.messagesPerMinute;
  };
}
