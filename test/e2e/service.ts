import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { fingerprint } from '../support/service/signed-bundle.ts';
import { until } from '../support/until.ts';

/** One request, as its bytes came. */
export interface RawRequest {
  /** Such as `GET /v1/bundle HTTP/1.1`. */
  line: string;
  /** Names and values as they were sent, in their order. */
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
  /** The other end has closed. */
  gone: boolean;
}

/** What is sent back: an answer in full, or bytes of it and then silence. */
export type RawAnswer = string | { bytes: string; thenSilent: true } | { repeat: Buffer; times: number; head: string };

/** A service of bare TCP: nothing between the browser's bytes and the test. Each answer closes its connection. */
export class RawService {
  readonly requests: RawRequest[] = [];
  answer: RawAnswer = json({});
  /** How often what is repeated was taken by the network. */
  repeated = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((socket) => void this.#serve(socket));
  }

  static async start(): Promise<RawService> {
    const service = new RawService();
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    onTestFinished(() => void service.#server.close());
    return service;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get address(): string {
    return `http://${this.host}`;
  }

  /** What a user enters. */
  get entered(): string {
    return `${this.address}/#${fingerprint}`;
  }

  /** Waits until so many requests have come. */
  async got(count: number): Promise<void> {
    await until(() => this.requests.length >= count, { what: `${count} requests have come` });
  }

  async #serve(socket: Socket): Promise<void> {
    socket.on('error', (error) => console.debug('service:', error.message));
    const request = await readRequest(socket);
    if (request === null) return;
    this.requests.push(request);
    socket.on('close', () => (request.gone = true));
    const { answer } = this;
    if (typeof answer === 'string') socket.end(answer);
    else if ('thenSilent' in answer) socket.write(answer.bytes);
    else await this.#repeat(socket, answer);
  }

  /** Writes as fast as the other end reads, until that closes. */
  async #repeat(socket: Socket, { head, repeat, times }: { head: string; repeat: Buffer; times: number }) {
    socket.write(head);
    while (this.repeated < times && socket.writable) {
      this.repeated++;
      if (!socket.write(repeat)) await new Promise((done) => socket.once('drain', done).once('close', done));
    }
    socket.end();
  }
}

/** null: the connection was opened and closed again without a request. */
async function readRequest(socket: Socket): Promise<RawRequest | null> {
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) continue;
    const [line = '', ...lines] = text.slice(0, end).split('\r\n');
    const headers = lines.map((one) => splitHeader(one));
    const length = Number(headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0);
    const body = text.slice(end + 4);
    if (body.length >= length) return { line, headers, body, gone: false };
  }
  return null;
}

function splitHeader(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

/** A whole answer. */
export function reply(status: number, headers: Record<string, string>, body: string): string {
  const lines = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' });
  return [`HTTP/1.1 ${status} x`, ...lines.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
}

/** A whole answer of JSON. */
export const json = (value: unknown): string =>
  reply(200, { 'Content-Type': 'application/json' }, JSON.stringify(value));
