import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { PieceHashes } from '#domain/check/expected';
import { PerseidError, type ErrorCode } from '#domain/error';
import type { HostLimit } from '#domain/limit/host-limit';
import type { Lent } from '#domain/mirror/search';
import type { Range } from '#domain/segment/range';
import type { Lesson } from '#domain/source/lesson';
import type { Hint, TaskFile } from '#domain/task/task';
import type { TransferReport } from '#protocol/transfer-api';
import { Lanes } from '../../src/engine/http/lanes.ts';
import type { TransferPorts } from '../../src/engine/http/ports.ts';
import { Pacing } from '../../src/engine/http/pacing.ts';
import { Transfer } from '../../src/engine/http/transfer.ts';
import { VirtualClock } from './clock.ts';
import { SimulatedDisk } from './disk.ts';
import { Random } from './random.ts';
import { SimulatedServer, type Temper } from './server.ts';

export const MiB = 1024 * 1024;
/** A server without faults. */
export const calm: Temper = {
  size: 6 * MiB,
  ranged: true,
  etag: '"v"',
  lastModified: null,
  announces: true,
  rate: MiB,
  hostRate: Infinity,
  rateChangesAfter: Infinity,
  laterRate: MiB,
  wantsCookies: false,
  without: 403,
  wrong: false,
  spoil: 0,
  dead: [Infinity, Infinity],
  dark: [Infinity, Infinity],
  overloaded: [Infinity, Infinity],
  latency: null,
  cut: 0,
  stall: 0,
  drip: Infinity,
  hushAt: Infinity,
  refuse: 0,
  busy: 0,
  most: Infinity,
  patience: null,
  lie: 0,
  changesAfter: Infinity,
  pageAfter: Infinity,
  pageType: 'text/html',
  goneAfter: Infinity,
  odd: 0,
  mute: false,
  endless: false,
};

function digestOf(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm.replace('-', '')).update(bytes).digest('hex');
}

/** The checksums of a file's pieces. */
export function piecesOf(content: Uint8Array, length: number): PieceHashes {
  const count = Math.ceil(content.length / length);
  const piece = (index: number) => content.subarray(index * length, (index + 1) * length);
  const hashes = Array.from({ length: count }, (_, index) => digestOf('sha-1', piece(index)));
  return { algorithm: 'sha-1', length, hashes, from: 'metalink' };
}

/** One task against its servers, the origin first, through deaths and restarts. */
export class World {
  readonly clock = new VirtualClock();
  readonly disk = new SimulatedDisk();
  readonly server: SimulatedServer;
  readonly mirrors: SimulatedServer[];
  /** Whether it is tried first if taking over pays. */
  trial = false;
  /** Held back by a limit. */
  fettered = false;
  /** What it knows of the origin, and what it learned. */
  lesson: Lesson | null = null;
  readonly lessons: Lesson[] = [];
  readonly begun = this.clock.now();
  readonly reports: TransferReport[] = [];
  have: Range[] = [];
  file: TaskFile | null = null;
  connections = 6;
  /** What the user allows a host, all tasks together. */
  hostLimit: HostLimit = ({ host }) => ({ group: host, most: Infinity });
  /** Checksums of the file's pieces, if they are known. */
  pieces: PieceHashes | null = null;
  /** Whether a checksum of the whole is known. */
  checkable = false;
  /** Addresses of mirrors that were found, what such have brought, and what of that is doubted. */
  found: string[] = [];
  lent: Lent[] = [];
  suspects: Lent[] = [];
  /** The browser's item is given up so long after the first answer, ms. */
  goAfter = 0;
  /** The first bytes first, so many ms' work at once. */
  inOrder: number | null = null;
  /** What the browser's own item, running beside, told; null: there is none. */
  offered: Hint | null = null;
  free = Infinity;
  /** The run under way, or the last. */
  transfer: Transfer | null = null;
  reason: ErrorCode = 'network';
  /** Whom it was asked about, and whether without cookies. */
  readonly explained: { host: string; bare: boolean }[] = [];

  constructor(temper: Temper, random = new Random(1), mirrors: Temper[] = []) {
    this.server = new SimulatedServer(temper, this.clock, random);
    this.mirrors = mirrors.map((each, i) => new SimulatedServer(each, this.clock, random, `mirror${i}.test`));
  }

  /** Of the mirrors. */
  get addresses(): string[] {
    return this.mirrors.map(({ host }) => `https://${host}/file.bin`);
  }

  readonly #open: TransferPorts['open'] = (request, signal) => {
    const { host } = new URL(request.url);
    return (this.mirrors.find((mirror) => mirror.host === host) ?? this.server).open(request, signal);
  };

  /** Runs until the end, or until death at `lifetime` ms. @returns the error code, 'died', or null: whole */
  async run(lifetime = Infinity): Promise<ErrorCode | 'died' | null> {
    const death = new AbortController();
    const order = {
      id: 't',
      run: 1,
      source: { url: 'https://host.test/get', finalUrl: null, referrer: null, page: null },
      offered: this.offered,
      hint: null,
      file: this.file,
      have: this.have,
      connections: this.connections,
      mirrors: this.addresses,
      found: this.found,
      lent: this.lent,
      suspects: this.suspects,
      pieces: this.pieces,
      checkable: this.checkable || this.pieces !== null,
      inOrder: this.inOrder,
      trial: this.trial,
      lesson: this.lesson,
      fettered: this.fettered,
    };
    const pacing = new Pacing(this.clock);
    const ports = {
      open: this.#open,
      lanes: new Lanes(this.hostLimit),
      pace: (task: string, url: string, signal: AbortSignal) => pacing.join(task, url, signal),
      // As the browser does it, but in virtual time.
      hash: (...[read, from, to, algorithm]: Parameters<TransferPorts['hash']>) => {
        const bytes = new Uint8Array(to - from);
        expect(read(from, bytes)).toBe(bytes.length);
        return Promise.resolve(digestOf(algorithm, bytes));
      },
      freeSpace: () => Promise.resolve(this.free),
      explain: async (url: string, bare: boolean) => {
        this.explained.push({ host: new URL(url).host, bare });
        await this.clock.wait(30);
        return { code: this.reason };
      },
      now: this.clock.now,
      date: this.clock.now,
      wait: this.clock.wait,
    };
    let alive = true;
    const transfer: Transfer = (this.transfer = new Transfer(order, this.disk, ports, (report) => {
      if (!alive) return;
      this.reports.push(report);
      if (report.kind === 'learned') this.lessons.push(report.lesson);
      if (report.kind === 'answered') {
        this.file = report.file;
        if (report.refuse !== null) death.abort();
        else if (this.goAfter === 0) transfer.go();
        else void this.clock.wait(this.goAfter).then(() => transfer.go());
      }
      if (report.kind === 'checkpoint' || report.kind === 'fetched')
        [this.have, this.lent] = [report.have, report.lent];
    }));
    let result: ErrorCode | 'died' | null = null;
    const work = transfer.run(death.signal).catch((error: unknown) => {
      if (death.signal.aborted) return;
      if (!(error instanceof PerseidError)) throw error;
      result = error.code;
    });
    const ends = Number.isFinite(lifetime)
      ? Promise.race([work, this.clock.wait(lifetime).then(() => 'died' as const)])
      : work;
    await this.clock.run(ends, 24 * 3_600_000);
    if ((await ends) === 'died') {
      // kill -9: nothing more is recorded, and what was not flushed is lost.
      alive = false;
      this.disk.crash();
      death.abort();
      return 'died';
    }
    await work;
    return result;
  }

  /** Whether every byte is here, and all are of one version. */
  get whole(): boolean {
    return this.server.versions.some((version) => Buffer.compare(this.disk.bytes, version) === 0);
  }
}
