import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { behaviour, type Behaviour } from './behaviour.ts';
import { TokenBucket } from './bucket.ts';
import { flippedContent, gzipContent, plainContent, sha256Of, givenContent, type Content } from './content.ts';
import { indexPage, pathOf } from './index-page.ts';
import { LogKeeper, type FileLog, type RequestRecord } from './log.ts';
import { decide } from './reply.ts';
import { send } from './send.ts';
import { Signal } from './signal.ts';

export interface SiteOptions {
  /** The files by name (the path without its first slash), each with what differs from an honest server. */
  files?: Record<string, Partial<Behaviour>>;
  /** Bytes/s of every connection; null (default): no cap. */
  rate?: number | null;
  /** 0 (default): any free one. */
  port?: number;
  /** A loopback address; default 127.0.0.1. */
  host?: string;
  /** What the cap holds for: each connection (default), or all of them together. */
  capped?: 'connection' | 'site';
  /** Most that a cap saves up, bytes: see TokenBucket. */
  burst?: number;
  /** Body bytes after which a connection is closed, asked when it is opened. Default: it lives as long as the client likes. */
  life?: () => number;
}

/** A connection's number, its cap, which outlives its requests, and the body bytes that are left of its life. */
interface Connection {
  id: number;
  bucket: TokenBucket;
  left: number;
}

interface Entry {
  file: Behaviour;
  log: LogKeeper;
}

/** Starts a site on loopback. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const site = new Site(options);
  await site.start();
  return site;
}

/** A loopback web server of computed files whose behaviour can be changed while it runs. Every change wakes `waitFor`. */
export class Site {
  #entries = new Map<string, Entry>();
  #connections = new WeakMap<Socket, Connection>();
  #connectionCount = 0;
  #changed = new Signal();
  #releases = new Map<string, Signal>();
  #rate: number | null;
  #port: number;
  readonly #host: string;
  readonly #bucketFor: () => TokenBucket;
  readonly #shared: boolean;
  /** Answers that are being sent. */
  #sending = 0;
  readonly #life: () => number;
  #server: Server | null = null;

  constructor(options: SiteOptions) {
    const { files = {}, rate = null, port = 0, host = '127.0.0.1', capped = 'connection', burst } = options;
    this.#rate = rate;
    this.#port = port;
    this.#host = host;
    this.#bucketFor = () => new TokenBucket(() => performance.now(), burst);
    this.#shared = capped === 'site';
    this.#life = options.life ?? (() => Infinity);
    for (const [name, change] of Object.entries(files)) this.add(name, change);
  }

  get origin(): string {
    return `http://${this.#host}:${this.#port}`;
  }

  /** The same server under another host name. */
  get otherOrigin(): string {
    return `http://localhost:${this.#port}`;
  }

  url(name: string, origin = this.origin): string {
    return origin + pathOf(name);
  }

  /** Adds a file, or replaces it together with its log. */
  add(name: string, change: Partial<Behaviour>): void {
    this.#entries.set(name, { file: behaviour(change), log: new LogKeeper() });
  }

  /** Changes how a file is answered from the next request on. Its log goes on. */
  set(name: string, change: Partial<Behaviour>): void {
    const entry = this.#entry(name);
    entry.file = { ...entry.file, ...change };
  }

  /** Bytes/s of every connection from now on, also of those under way. */
  setRate(rate: number | null): void {
    this.#rate = rate;
  }

  /** Lets a file's stalled answers go on. */
  release(name: string): void {
    this.#releases.get(name)?.notify();
  }

  log(name: string): FileLog {
    return this.#entry(name).log;
  }

  /** Begins a file's log anew; answers under way count in the old one. */
  reset(name: string): void {
    this.#entry(name).log = new LogKeeper();
  }

  /** Bytes of a file. */
  size(name: string): number {
    return this.#entry(name).file.size;
  }

  /** Hash of a file's present version, in hex, as it should lie on the disk. */
  sha256(name: string): Promise<string> {
    const { file } = this.#entry(name);
    return sha256Of(seedOf(name, file), file.size);
  }

  /**
   * Resolves as soon as the condition holds; it is looked at after every request, portion and end.
   * @param what names it in the error
   * @param timeout ms
   */
  waitFor(condition: () => boolean, what: string, timeout = 120_000): Promise<void> {
    return this.#changed.until(condition, what, timeout);
  }

  /** Begins to listen: on the port of the last time, if there was one. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    server.on('connection', (socket) => this.#admit(socket));
    server.listen(this.#port, this.#host);
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Plays dead: every connection is closed and the port refuses. Files and logs stay. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name);
    if (!entry) throw new Error(`the site has no file "${name}"`);
    return entry;
  }

  #admit(socket: Socket): void {
    const id = ++this.#connectionCount;
    this.#connections.set(socket, { id, bucket: this.#bucketFor(), left: this.#life() });
    // A client that goes away resets its connection: for a server that is an ordinary end, logged as 'closed'.
    socket.on('error', () => this.#changed.notify());
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.origin);
    const name = decodeURIComponent(url.pathname.slice(1));
    request.resume();
    if (name === '') return this.#answerIndex(response);
    const entry = this.#entries.get(name);
    if (!entry) return void response.writeHead(404, { 'content-length': '0' }).end();
    await this.#answerFile(name, entry, Number(url.searchParams.get('hop') ?? 1), request, response);
  }

  #answerIndex(response: ServerResponse): void {
    const files = [...this.#entries].map(([name, { file }]) => [name, file] as const);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'set-cookie': `${this.#cookie}; Path=/; SameSite=Lax`,
    });
    response.end(indexPage(files, this.#rate));
  }

  /** Named after the port, since cookies of one host are shared by its ports. */
  get #cookie(): string {
    return `visited${this.#port}=yes`;
  }

  async #answerFile(
    name: string,
    { file: base, log }: Entry,
    hop: number,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { method = 'GET', url = '', headers } = request;
    const connection = this.#connections.get(request.socket);
    if (!connection) throw new Error('a request on an unknown connection');
    const bytesBefore = log.bytes;
    const record = log.begin({ connection: connection.id, method, url, range: headers.range, headers });
    const file = { ...base, ...base.vary?.({ nth: record.nth, bytesBefore, method, url, headers }) };
    this.#changed.notify();
    if (file.delay > 0) await Promise.race([pause(file.delay, undefined, { ref: false }), once(response, 'close')]);
    const content = contentOf(name, file);
    const visited = (headers.cookie ?? '').split('; ').includes(this.#cookie);
    const reply = decide(file, { method, path: pathOf(name), hop, headers, visited }, content.size);
    record.status = reply.status;
    const mortal = { ...file, cutAfter: Math.min(file.cutAfter ?? Infinity, connection.left) };
    this.#sending++;
    record.outcome = await send(reply, mortal, content, this.#outlet(name, file, log, record, connection, response));
    this.#sending--;
    this.#changed.notify();
  }

  #outlet(
    name: string,
    file: Behaviour,
    log: LogKeeper,
    record: RequestRecord,
    connection: Connection,
    response: ServerResponse,
  ) {
    return {
      response,
      bucket: connection.bucket,
      rate: () => this.#rateOf(file),
      sent: (bytes: number) => {
        log.sent(record, bytes);
        connection.left -= bytes;
        this.#changed.notify();
      },
      released: () => this.#releaseOf(name).next(),
    };
  }

  /** Bytes/s of one answer now. A cap for the whole site is shared equally, as a fair link would. */
  #rateOf({ rate = this.#rate }: Behaviour): number | null {
    return rate !== null && this.#shared ? rate / this.#sending : rate;
  }

  #releaseOf(name: string): Signal {
    const known = this.#releases.get(name) ?? new Signal();
    this.#releases.set(name, known);
    return known;
  }
}

function seedOf(name: string, file: Behaviour): string {
  return `${name} ${file.version}`;
}

function contentOf(name: string, file: Behaviour): Content {
  if (file.text !== null) return givenContent(file.text);
  const seed = seedOf(name, file);
  if (file.encoding === 'gzip') return gzipContent(seed, file.size);
  const plain = plainContent(seed, file.size);
  return file.flip.length === 0 ? plain : flippedContent(plain, file.flip);
}
