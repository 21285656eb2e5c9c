import { PerseidError } from '#domain/error';
import { nothingDeclared, readDeclared, type Declared } from '#domain/mirror/declared';
import type { Plan } from '#domain/segment/plan';
import type { Answer } from '#domain/source/answer';
import type { LeaveReason } from '#domain/source/leave-reason';
import { judgeTrial, taught } from '#domain/source/pays';
import { refuseTakeover } from '#domain/source/proof';
import { beginningOf } from '#domain/task/asked';
import { chooseFilename } from '#domain/task/filename';
import type { TaskFile } from '#domain/task/task';
import type { TransferOrder, TransferReport } from '#protocol/transfer-api';
import { LiveSource } from './live-source.ts';
import type { ByteAnswer, TransferPorts } from './ports.ts';

/** While it is not decided, bytes for which a request asks at most: more than tell a fast link, and the rest would be sent for nothing. */
const mostTried = 16 * 1024 * 1024;

/** The origin of a run: the link, or the mirror that has taken its place and never gets cookies. */
export function originOf({ source, file, lesson, offered }: TransferOrder, ports: TransferPorts): LiveSource {
  const address = { url: beginningOf(source), finalUrl: source.finalUrl };
  const how = { mirror: false, stranger: false, once: offered !== null, cookieless: source.mirror !== undefined };
  const origin = new LiveSource(address, { ...how, lesson }, ports);
  origin.validator = file?.validator ?? null;
  origin.plain = file?.ranged === false;
  return origin;
}

/** What the first answers of a run tell: what the file is, and whether taking it over pays. Says `answered`, once. */
export class Opening {
  readonly #order: TransferOrder;
  readonly #origin: LiveSource;
  readonly #ports: TransferPorts;
  readonly #report: (report: TransferReport) => void;
  /** Null: no answer yet. */
  file: TaskFile | null;
  #declared: Declared = nothingDeclared;
  /** When the trial began, ms; null: none is under way. */
  #triedSince: number | null = null;
  /** Whether more connections bring more, by the trial of this run or an earlier one; null: not known. */
  #pays: boolean | null;
  #said: 'nothing' | 'take' | 'leave' = 'nothing';

  constructor(
    order: TransferOrder,
    origin: LiveSource,
    ports: TransferPorts,
    report: (report: TransferReport) => void,
  ) {
    this.#order = order;
    this.#origin = origin;
    this.#ports = ports;
    this.#report = report;
    this.file = order.file;
    this.#pays = order.lesson?.pays ?? null;
  }

  /** It is being tried whether taking over pays. */
  get trying(): boolean {
    return this.#triedSince !== null;
  }

  /** Between how many hands what is missing is shared. @param hands that look for work @param size bytes; null: not known */
  shares(hands: number, size: number | null): number {
    const { trial, offered } = this.#order;
    const isOpen = this.#said === 'nothing' && trial && offered !== null;
    return isOpen ? Math.max(hands, Math.ceil((size ?? 0) / mostTried)) : hands;
  }

  /** Whether the task's record knows the file: before, nothing of it may be recorded. */
  get told(): boolean {
    return this.#said === 'take';
  }

  /** Whether ranges are known to be of one version: what others could bring parts of. */
  get divisible(): boolean {
    return this.file?.ranged === true && this.file.validator?.strong === true;
  }

  /**
   * The origin's first answer.
   * @param here bytes that are here already
   * @returns why the download stays with the browser; null: nothing speaks against taking it over yet
   * @throws PerseidError `disk-full`
   */
  async accept(answer: ByteAnswer, judged: Answer, here: number): Promise<LeaveReason | null> {
    const { hint, offered, trial } = this.#order;
    await this.#checkSpace(judged.size, here);
    this.file ??= {
      name: chooseFilename({ disposition: judged.disposition, browserName: hint?.name ?? null, url: answer.url }),
      mime: judged.mime ?? hint?.mime ?? 'application/octet-stream',
      size: judged.size,
      ranged: judged.kind === 'range',
      validator: judged.validator,
    };
    this.#declared = readDeclared(answer.status, (name) => answer.header(name), answer.url);
    this.#origin.trust(answer.url, judged);
    const refuse = offered === null ? null : refuseTakeover(offered, judged);
    if (refuse === null && offered !== null && trial) this.#triedSince = this.#ports.now();
    else this.#say(refuse);
    return refuse;
  }

  /** Ends the trial as soon as it is clear. @returns why the download stays with the browser; null: it does not, or not yet */
  judge(now: number, plan: Plan): LeaveReason | null {
    if (this.#triedSince === null) return null;
    const { rate, gain, looks } = this.#origin.climb;
    const left = (plan.size ?? 0) - plan.bytes;
    const mirrors = this.#isCheckable ? this.#order.mirrors.length + this.#declared.mirrors.length : 0;
    const { bytes } = this.#origin;
    const verdict = judgeTrial({ time: now - this.#triedSince, bytes, rate, gain, looks, left, mirrors });
    if (verdict === null) return null;
    const refuse = verdict === 'pays' ? null : 'as-fast-alone';
    // That other hosts have this file says nothing about the next one of this host.
    if (verdict !== 'pays' || gain !== null) this.#pays = taught[verdict] ?? this.#pays;
    this.learn();
    this.#say(refuse);
    return refuse;
  }

  /** Mirrors will be believed: there is a checksum, or what is declared to have one. */
  get #isCheckable(): boolean {
    const { hashes, describedBy } = this.#declared;
    return this.#order.checkable || hashes.length > 0 || describedBy !== null;
  }

  /** All bytes are here: if it was not clear yet whether more connections pay, the work is done all the same. */
  end(): void {
    if (this.trying) this.#say(null);
  }

  /** A mirror is proven. Where the origin is silent that is as good an answer: what the file is was known before. */
  proven(): void {
    if (this.#order.file !== null && this.#order.offered === null) this.#say(null);
  }

  /** Says what the run has taught about the origin's host. */
  learn(): void {
    if (this.#order.fettered) return;
    const { host, climb, bare } = this.#origin;
    const lesson = { host, pays: this.#pays, bare, at: this.#ports.date() };
    this.#report({ kind: 'learned', id: this.#order.id, lesson: { ...lesson, connections: climb.target } });
  }

  #say(refuse: LeaveReason | null): void {
    this.#triedSince = null;
    if (this.file === null || this.#said !== 'nothing') return;
    this.#said = refuse === null ? 'take' : 'leave';
    const { address } = this.#origin.troubles;
    const { host } = new URL(address);
    const told = { file: this.file, finalUrl: address, host, refuse, declared: this.#declared };
    this.#report({ kind: 'answered', id: this.#order.id, ...told });
  }

  /** The part file and its copy in the Downloads folder exist side by side for a while: room for both is needed. */
  async #checkSpace(size: number | null, here: number): Promise<void> {
    if (size === null) return;
    const needed = 2 * size - here;
    const free = await this.#ports.freeSpace();
    if (free < needed) throw new PerseidError('disk-full', { free, needed });
  }
}
