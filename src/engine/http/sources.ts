import { PerseidError, type ErrorCode } from '#domain/error';
import type { Plan } from '#domain/segment/plan';
import type { Range } from '#domain/segment/range';
import { retryPolicy } from '#domain/source/retry';
import { sameTag } from '#domain/source/validator';
import type { Live } from '#protocol/engine-api';
import type { TransferOrder, TransferReport } from '#protocol/transfer-api';
import { LiveSource, type Allowance, type Connection } from './live-source.ts';
import type { PartFile, TransferPorts } from './ports.ts';
import { proveMirror, sampleOf } from './prove-mirror.ts';
import { isLocal, wrong } from './troubles.ts';

/** A source that brings less than this share of all that comes is left alone for a while: it would only hold up the end ... */
const leastShare = 0.02;
/** ... if it does so for this long, ms. */
const slowTime = 5000;

/** What mirrors are compared with. */
interface Here {
  readonly plan: Plan;
  /** Bytes that are known to be right; null: of none that is known. */
  readonly sound: Range | null;
  /** What is here may all be wrong: a mirror only has to have a file of that size, the checksums of pieces tell the rest. */
  readonly doubtful: boolean;
}

/** All sources of one running transfer: the origin, and mirrors once they are proven. */
export class Sources {
  readonly #origin: LiveSource;
  #mirrors: LiveSource[] = [];
  /** Those that were found and are of no use: not asked again in this run. */
  readonly #left = new Set<string>();
  readonly #order: TransferOrder;
  readonly #part: PartFile;
  readonly #ports: TransferPorts;
  readonly #report: (report: TransferReport) => void;
  /** Since when a source has brought next to nothing, ms. */
  readonly #slowSince = new Map<LiveSource, number>();
  /** Enough is here to prove a mirror by. */
  #comparable = false;
  /** A checksum will tell whether what mirrors bring is right. */
  #checkable = false;

  constructor(
    origin: LiveSource,
    order: TransferOrder,
    part: PartFile,
    ports: TransferPorts,
    report: (report: TransferReport) => void,
  ) {
    this.#origin = origin;
    this.#order = order;
    this.#part = part;
    this.#ports = ports;
    this.#report = report;
  }

  get all(): readonly LiveSource[] {
    return [this.#origin, ...this.#mirrors];
  }

  /** The addresses from now on: one that was found and is not among them any more is left at once. */
  set({ mirrors, found, checkable }: Pick<TransferOrder, 'mirrors' | 'found' | 'checkable'>): void {
    this.#checkable = checkable;
    for (const source of this.#mirrors) if (source.stranger && !found.includes(source.name)) this.#take(source);
    this.#add(mirrors, found);
  }

  /** Those of a host that is asked already bring nothing new. */
  #add(urls: readonly string[], found: readonly string[]): void {
    for (const url of urls) {
      const { host } = new URL(url);
      if (this.#left.has(url) || this.all.some((source) => source.host === host)) continue;
      const stranger = found.includes(url);
      const options = { mirror: true, stranger, once: false, lesson: null, cookieless: true };
      this.#mirrors.push(new LiveSource({ url, finalUrl: null }, options, this.#ports));
    }
  }

  /** The fastest first: it gets the largest ranges. */
  byPace(): LiveSource[] {
    const trusted = this.all.filter((source) => source.trusted || !source.mirror);
    return trusted.toSorted((a, b) => (b.climb.pace ?? 0) - (a.climb.pace ?? 0));
  }

  /** Connections that look for work now or soon. */
  hands(allowance: Allowance): number {
    return this.byPace().reduce((sum, source) => sum + source.growing(allowance), 0);
  }

  connections(): Connection[] {
    return this.all.flatMap((source) => [...source.connections]);
  }

  /** Whether the file can be had although this source is out, if need be after a while. */
  elsewhere(source: LiveSource): boolean {
    return this.all.some((other) => other !== source && other.troubles.lostFor === null && this.#usable(other));
  }

  /** @throws what the task fails of. What the origin says of the file counts before what the last of its mirrors does. */
  throwIfHopeless(): void {
    for (const { mirror, troubles } of this.all) {
      const { fatal } = troubles;
      if (fatal !== null) throw (mirror && !isLocal(fatal) && this.#origin.troubles.lostFor) || fatal;
    }
  }

  /** Compares mirrors, one sample each, as soon as there is something to compare. @param done told after each, and whether it has the same bytes */
  prove({ plan, sound, doubtful }: Here, now: number, signal: AbortSignal, done: (proven: boolean) => void): void {
    if (plan.size === null) return;
    const { size } = plan;
    const here = (sound && sampleOf([sound], size)) ?? sampleOf(plan.have, size);
    const sample = doubtful ? sampleOf([{ from: 0, to: size }], size) : here;
    this.#comparable = sample !== null;
    if (sample === null) return;
    for (const mirror of this.#mirrors) {
      if (mirror.trusted || mirror.proving || !this.#believable(mirror) || !mirror.troubles.ready(now)) continue;
      void this.#proveOne(mirror, { sample, size, part: doubtful ? null : this.#part }, signal, done);
    }
  }

  /** Something came back that any of them may be lent. */
  hasWork(): void {
    for (const source of this.all) source.idle = false;
  }

  /** These bytes were wrong, and will be lent again: a mirror that had others there may have the right ones. */
  doubt({ from, to }: Range): void {
    this.hasWork();
    for (const source of this.all) source.forget({ from, to });
    for (const mirror of this.#mirrors) {
      const { disprovedBy: sample } = mirror;
      if (sample === null || sample.from >= to || sample.to <= from) continue;
      mirror.disproved = false;
      mirror.disprovedBy = null;
      mirror.troubles.forgive();
    }
  }

  /** Sources that bring next to nothing beside others are left alone for a while. */
  boxSlow(now: number): void {
    const rateOf = (source: LiveSource): number => (source.climb.pace ?? 0) * source.delivering;
    const all = this.all.reduce((sum, source) => sum + rateOf(source), 0);
    for (const source of this.all) {
      const slow = source.climb.pace !== null && source.delivering > 0 && rateOf(source) < leastShare * all;
      if (!slow) this.#slowSince.delete(source);
      else if (!this.#slowSince.has(source)) this.#slowSince.set(source, now);
      if (!slow || now - (this.#slowSince.get(source) ?? now) < slowTime) continue;
      for (const { abort } of source.connections) abort.abort();
      this.#box(source, 'stalled');
    }
  }

  /**
   * A connection to a mirror that was found failed: it gets no second request if it has not the file.
   * @returns whether it was left
   */
  leaves(source: LiveSource, reason: unknown): boolean {
    if (!source.stranger || !(reason instanceof PerseidError)) return false;
    if (!wrong.has(reason.code) && reason.code !== 'redirect-unsafe') return false;
    this.#leave(source);
    return true;
  }

  /** This source brought bytes that are wrong: it is left alone for a while, if there is another; for good if it was found. */
  blame(source: LiveSource): void {
    if (source.stranger) return this.#convict(source);
    if (!source.mirror && !this.elsewhere(source)) return;
    for (const { abort } of source.connections) abort.abort();
    if (source.mirror) {
      source.trusted = false;
      source.disproved = true;
      source.disprovedBy = null;
    }
    this.#box(source, 'piece-wrong');
  }

  /** What keeps everything waiting. */
  waiting(now: number): { code: ErrorCode; until: number } | null {
    return this.#origin.troubles.waiting(now);
  }

  live(now: number): Live['sources'] {
    return this.all
      .filter((source) => source.bytes > 0 || source.connections.size > 0 || source.troubles.waiting(now) !== null)
      .map((source) => ({
        host: source.host,
        bytes: source.bytes,
        connections: source.connections.size,
        parts: [...source.parts],
        arriving: [...source.connections].map(({ lease }) => lease.at),
        trouble: source.troubles.waiting(now),
      }));
  }

  async #proveOne(
    mirror: LiveSource,
    { sample, size, part }: { sample: Range; size: number; part: PartFile | null },
    signal: AbortSignal,
    done: (proven: boolean) => void,
  ): Promise<void> {
    const lane = mirror.takeLane();
    if (!lane) return;
    const either = AbortSignal.any([signal, mirror.gone.signal]);
    mirror.proving = true;
    mirror.disprovedBy = sample;
    const { address } = mirror.troubles;
    this.#report({ kind: 'asked', id: this.#order.id, host: mirror.host });
    try {
      const proof = await proveMirror(
        { url: address, size, direct: mirror.stranger },
        sample,
        part,
        this.#ports,
        either,
      );
      mirror.otherVersion = !sameTag(this.#origin.validator, proof.answer.validator);
      if (!this.#believable(mirror)) return;
      mirror.trust(proof.url, proof.answer);
      if (mirror.several) return;
      mirror.disprovedBy = sample;
      throw new PerseidError('changed');
    } catch (error) {
      mirror.trusted = false;
      if (either.aborted) return;
      const isWrong = error instanceof PerseidError && wrong.has(error.code);
      // What it was held against turned out wrong meanwhile.
      if (isWrong && mirror.disprovedBy === null) return;
      if (mirror.stranger) return this.#refuse(mirror, error);
      // One that did not answer may be asked again; one that answered with something else has another file.
      mirror.disproved = isWrong;
      if (!isWrong) mirror.disprovedBy = null;
      const elsewhere = this.elsewhere(mirror);
      // It has never answered; but where the origin is out of reach, too, it may be the network that is away.
      const begun = this.#origin.troubles.maySoonReturn;
      const alone = { brought: 0, others: 0, working: false, expected: size, bytes: 0 } as const;
      await mirror.troubles.met(error, { ...alone, elsewhere, begun });
    } finally {
      mirror.proving = false;
      lane.giveBack();
      done(mirror.trusted);
    }
  }

  /** One that was found has not shown what was asked of it. */
  #refuse(mirror: LiveSource, error: unknown): void {
    const code = error instanceof PerseidError ? error.code : String(error);
    console.info('A mirror that was found is not used:', mirror.host, code);
    if (code === 'changed') this.#convict(mirror);
    else this.#leave(mirror);
  }

  #convict(mirror: LiveSource): void {
    this.#leave(mirror);
    this.#report({ kind: 'convicted', id: this.#order.id, url: mirror.name });
  }

  /** For this run. */
  #leave(mirror: LiveSource): void {
    this.#left.add(mirror.name);
    this.#take(mirror);
  }

  /** Out of the list, with all that is under way. */
  #take(mirror: LiveSource): void {
    this.#mirrors = this.#mirrors.filter((one) => one !== mirror);
    mirror.leave();
  }

  /**
   * Whether a mirror that has shown what was asked of it may bring the rest: an older copy of the same size may be the same there. Where
   * no checksum will show that, it has to name the version that the origin names.
   */
  #believable({ otherVersion }: LiveSource): boolean {
    return this.#checkable || (!otherVersion && sameTag(this.#origin.validator, this.#origin.validator));
  }

  /** A mirror that is not proven yet may be, if there is something to compare. */
  #usable(source: LiveSource): boolean {
    const { mirror, trusted, disproved } = source;
    return !mirror || trusted || (this.#comparable && !disproved && this.#believable(source));
  }

  #box(source: LiveSource, code: ErrorCode): void {
    source.troubles.box(code, retryPolicy[code].penalty);
  }
}
