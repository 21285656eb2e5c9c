import { PerseidError } from '#domain/error';
import type { ByteAnswer, ByteRequest } from '../../src/engine/http/ports.ts';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** How a simulated server behaves; probabilities are per request. */
export interface Temper {
  readonly size: number;
  readonly ranged: boolean;
  /** null: none */
  readonly etag: string | null;
  /** null: none */
  readonly lastModified: string | null;
  /** false: chunked, without Content-Length. */
  readonly announces: boolean;
  /** Bytes a second and connection. */
  readonly rate: number;
  /** Bytes a second of the whole server; Infinity: only each connection is capped. */
  readonly hostRate: number;
  /** After so many ms the rate is `laterRate`. */
  readonly rateChangesAfter: number;
  readonly laterRate: number;
  /** Has the file for requests with cookies alone ... */
  readonly wantsCookies: boolean;
  /** ... and says this to others: a status, or a page to log in. */
  readonly without: 403 | 404 | 'page';
  /** It has another file of the same size. */
  readonly wrong: boolean;
  /** Share of the chunks with one wrong byte. */
  readonly spoil: number;
  /** Unreachable from the first to the second, ms. */
  readonly dead: readonly [from: number, to: number];
  /** From the first to the second (ms) nothing comes or goes, and nobody is told: what was asked or read then hangs for ever. */
  readonly dark: readonly [from: number, to: number];
  /** Says 503 to everybody, and ends what it was sending, from the first to the second, ms. */
  readonly overloaded: readonly [from: number, to: number];
  /** ms before each answer; null: any from 1 to 80. */
  readonly latency: number | null;
  readonly cut: number;
  readonly stall: number;
  /** Every answer ends after so many bytes. */
  readonly drip: number;
  /** When so many bytes of the file are sent, one connection falls silent for good. */
  readonly hushAt: number;
  readonly refuse: number;
  readonly busy: number;
  /** More connections than this get 503. */
  readonly most: number;
  /** Seconds of Retry-After beside a 503; null: any from 0 to 3. */
  readonly patience: number | null;
  /** It announces so many bytes too many. */
  readonly lie: number;
  /** After so many requests the file is another one. */
  readonly changesAfter: number;
  /** After so many requests there is a page to log in, of any length, in the place of the file. */
  readonly pageAfter: number;
  /** After so many requests there is nothing: 404. */
  readonly pageType: string;
  readonly goneAfter: number;
  /** One of its machines, which answers now and then, has a name of its own for the file's version. */
  readonly odd: number;
  /** Accepts every request and never answers. */
  readonly mute: boolean;
  /** Its answers never end. */
  readonly endless: boolean;
}

const chunk = 64 * 1024;

/** A page to log in. */
const page = new Uint8Array(5000).fill(0x3c);

/** The bytes of a file: `version` makes another file of the same size. */
function contentOf(size: number, version: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const words = new Uint32Array(bytes.buffer, 0, Math.floor(size / 4));
  for (let i = 0; i < words.length; i++) words[i] = Math.imul(i + 1, 2_654_435_761) ^ (version * 0x9e3779b9);
  return bytes;
}

/** A server in virtual time, with faults by seed. */
export class SimulatedServer {
  readonly temper: Temper;
  readonly host: string;
  /** Where its redirect leads; null: it answers itself. */
  answersFrom: string | null = null;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #contents: Uint8Array[];
  readonly #bornAt: number;
  #open = 0;
  /** The one that was to fall silent has. */
  #hushed = false;
  /** When the shared link is free again, ms. */
  #linkFreeAt = 0;
  /** Requests with cookies. */
  withCookies = 0;
  /** Requests that follow no redirect. */
  direct = 0;
  /** So many requests are answered rightly, whatever `spoil` says. */
  honestFirst = 0;
  requests = 0;
  /** When requests came, and when they were refused, ms. */
  readonly asked: number[] = [];
  readonly refusals: number[] = [];
  peak = 0;
  /** Most bytes that one request asked for. */
  widest = 0;
  /** Bytes handed out, all requests together. */
  sent = 0;

  constructor(temper: Temper, clock: Clock, random: Random, host = 'host.test') {
    this.temper = temper;
    this.host = host;
    this.#bornAt = clock.now();
    this.#clock = clock;
    this.#random = random;
    this.#contents = [
      contentOf(temper.size, temper.wrong ? 7 : 0),
      Number.isFinite(temper.changesAfter) ? contentOf(temper.size, 1) : new Uint8Array(),
    ];
  }

  /** The file as it was and as it is. */
  get versions(): readonly Uint8Array[] {
    return this.#contents;
  }

  /** The file as it is now. */
  get content(): Uint8Array {
    return this.#contents[this.#version]!;
  }

  get #age(): number {
    return this.#clock.now() - this.#bornAt;
  }

  get #dead(): boolean {
    return this.#isNow(this.temper.dead);
  }

  #isNow([from, to]: readonly [from: number, to: number]): boolean {
    return this.#age >= from && this.#age < to;
  }

  async #hangInTheDark(signal: AbortSignal): Promise<void> {
    if (this.#isNow(this.temper.dark)) await this.#clock.wait(3_600_000, signal);
  }

  /** Until when so many bytes are on their way, ms. */
  #arrival(bytes: number): number {
    const { rate, hostRate, rateChangesAfter, laterRate } = this.temper;
    const now = this.#clock.now();
    this.#linkFreeAt = Math.max(now, this.#linkFreeAt) + (bytes / hostRate) * 1000;
    const each = this.#age < rateChangesAfter ? rate : laterRate;
    return Math.max(now + (bytes / each) * 1000, this.#linkFreeAt);
  }

  get #version(): 0 | 1 {
    return this.requests > this.temper.changesAfter ? 1 : 0;
  }

  open = async (request: ByteRequest, signal: AbortSignal): Promise<ByteAnswer> => {
    const { temper } = this;
    this.requests++;
    this.asked.push(this.#clock.now());
    this.widest = Math.max(this.widest, (request.to ?? this.temper.size) - request.from);
    if (!request.bare) this.withCookies++;
    if (request.direct) this.direct++;
    await this.#clock.wait(temper.latency ?? this.#random.between(1, 80), signal);
    if (temper.mute) await this.#clock.wait(3_600_000, signal);
    return this.#speak(request, signal);
  };

  async #speak(request: ByteRequest, signal: AbortSignal): Promise<ByteAnswer> {
    const { temper } = this;
    await this.#hangInTheDark(signal);
    if (this.#dead) throw new PerseidError('network');
    if (this.requests > temper.goneAfter) return this.#answer(404, {}, new Uint8Array(), signal);
    if (this.requests > temper.pageAfter) {
      return this.#answer(200, { 'content-type': temper.pageType }, page, signal, 0, 0);
    }
    if (request.bare && temper.wantsCookies) return this.#withoutCookies(signal);
    if (this.#random.chance(temper.refuse)) throw new PerseidError('network');
    if (this.#isNow(temper.overloaded) || this.#open >= temper.most || this.#random.chance(temper.busy)) {
      this.refusals.push(this.#clock.now());
      const patience = temper.patience ?? this.#random.between(0, 3);
      return this.#answer(503, { 'retry-after': String(patience) }, new Uint8Array(), signal);
    }
    return this.#file(request, signal);
  }

  #withoutCookies(signal: AbortSignal): ByteAnswer {
    const { without } = this.temper;
    if (without !== 'page') return this.#answer(without, {}, new Uint8Array(), signal);
    return this.#answer(200, { 'content-type': 'text/html' }, page, signal, 0, 0);
  }

  #file(request: ByteRequest, signal: AbortSignal): ByteAnswer {
    const { temper } = this;
    const headers = this.#describe();
    const matches = request.ifRange === null || request.ifRange === (headers['etag'] ?? headers['last-modified']);
    const whole = !temper.ranged || !matches;
    const to = whole ? temper.size : Math.min(request.to ?? temper.size, temper.size);
    const from = whole ? 0 : request.from;
    if (!whole && from >= temper.size) return this.#answer(416, {}, new Uint8Array(), signal);
    const announced = (request.to ?? Infinity) > temper.size || whole ? to + temper.lie : to;
    if (temper.announces) headers['content-length'] = String(announced - from);
    if (!whole) headers['content-range'] = `bytes ${from}-${announced - 1}/${temper.size + temper.lie}`;
    return this.#answer(whole ? 200 : 206, headers, this.content.subarray(from, to), signal, announced - to);
  }

  /** What every answer with bytes of the file says of it. */
  #describe(): Record<string, string> {
    const { lastModified } = this.temper;
    const etag = this.#etag();
    const date = new Date(this.#clock.now()).toUTCString();
    return {
      'content-type': 'video/mp4',
      ...(etag && { etag }),
      ...(lastModified && { 'last-modified': lastModified, date }),
    };
  }

  #asSent(bytes: Uint8Array): Uint8Array {
    const { spoil } = this.temper;
    if (spoil === 0 || this.requests <= this.honestFirst || !this.#random.chance(spoil)) return bytes;
    const wrong = Uint8Array.from(bytes);
    const at = this.#random.between(0, wrong.length - 1);
    wrong[at] = wrong[at]! ^ 0x55;
    return wrong;
  }

  #isOdd(): boolean {
    const { odd } = this.temper;
    return odd > 0 && this.requests > 1 && this.#random.chance(odd);
  }

  #fallsSilent(): boolean {
    const falls = !this.#hushed && this.sent >= this.temper.hushAt;
    this.#hushed ||= falls;
    return falls;
  }

  /** Every version has its own. */
  #etag(): string | null {
    const { etag } = this.temper;
    if (this.#isOdd()) return '"odd"';
    return etag && `${etag.slice(0, -1)}${this.#version}"`;
  }

  #answer(
    status: number,
    headers: Record<string, string>,
    body: Uint8Array,
    signal: AbortSignal,
    missing = 0,
    cut = this.temper.cut,
  ): ByteAnswer {
    const { temper } = this;
    const cutAt = Math.min(temper.drip, this.#random.chance(cut) ? this.#random.between(0, body.length) : Infinity);
    const stallAt = this.#random.chance(temper.stall) ? this.#random.between(0, body.length) : Infinity;
    let at = 0;
    let open = true;
    if (status < 300) this.#open++;
    this.peak = Math.max(this.peak, this.#open);
    const close = (): void => {
      if (open && status < 300) this.#open--;
      open = false;
    };
    const end = new AbortController();
    const either = AbortSignal.any([signal, end.signal]);
    return {
      status,
      url: `https://${this.answersFrom ?? this.host}/file.bin`,
      header: (name) => headers[name.toLowerCase()] ?? null,
      read: async (most = chunk) => {
        if (at >= cutAt) throw new PerseidError('cut');
        await this.#hangInTheDark(either);
        if (at >= stallAt || this.#fallsSilent()) await this.#clock.wait(3_600_000, either);
        if (at >= body.length && missing > 0) throw new PerseidError('cut');
        if (at >= body.length && !(temper.endless && status < 300)) return null;
        const bytes =
          at >= body.length ? page : body.subarray(at, Math.min(at + Math.min(chunk, most), body.length, temper.drip));
        if (this.#dead || this.#isNow(temper.overloaded)) throw new PerseidError('cut');
        await this.#clock.wait(this.#arrival(bytes.length) - this.#clock.now(), either);
        at += bytes.length;
        this.sent += bytes.length;
        return this.#asSent(bytes);
      },
      cancel() {
        close();
        end.abort();
      },
    };
  }
}
