import type { Plan } from '#domain/segment/plan';
import type { Range } from '#domain/segment/range';
import type { TransferReport } from '#protocol/transfer-api';
import type { Tally } from '../tally.ts';
import type { LentBytes } from './lent-bytes.ts';
import { Meter } from './meter.ts';
import type { PartFile } from './ports.ts';
import type { Sources } from './sources.ts';

/** Progress is told this often, ms ... */
const pace = 250;
/** ... and bytes are flushed and recorded this often: with the pace and the flush itself, less than a second is ever lost. */
const checkpointTime = 500;

/** What is told of the sources. */
type Told = Pick<Sources, 'connections' | 'waiting' | 'live'>;

/** What is recorded with the bytes: what was exchanged, and who of those that were found brought some. */
interface Recorded {
  readonly tally: Pick<Tally, 'take'>;
  readonly lent: Pick<LentBytes, 'of'>;
}

/** Tells how far a transfer is, and makes it last: data is flushed first, then recorded. */
export class Progress {
  readonly #id: string;
  readonly #part: PartFile;
  readonly #sources: Told;
  readonly #record: Recorded;
  readonly #report: (report: TransferReport) => void;
  readonly #meter = new Meter();
  /** What the task's record has. */
  #recorded: readonly Range[];
  #recordedAt: number;
  #toldAt: number;

  /** @param recorded what the task's record has already */
  constructor(
    id: string,
    part: PartFile,
    sources: Told,
    record: Recorded,
    report: (report: TransferReport) => void,
    recorded: readonly Range[],
    now: number,
  ) {
    this.#id = id;
    this.#part = part;
    this.#sources = sources;
    this.#record = record;
    this.#report = report;
    this.#recorded = recorded;
    this.#recordedAt = now;
    this.#toldAt = now;
  }

  /** Bytes were written. */
  add(bytes: number): void {
    this.#meter.add(bytes);
  }

  /**
   * At most as often as anybody looks.
   * @param known whether the task's record knows the file: before, nothing of it is recorded
   */
  tell(plan: Plan, now: number, known: boolean): void {
    if (now - this.#toldAt < pace) return;
    this.#toldAt = now;
    const { size, bytes, leases } = plan;
    const arriving = [...leases].map(({ at, to }) => ({ from: at, to: Math.min(to, size ?? at) }));
    const connections = this.#sources.connections().length;
    const trouble = connections === 0 ? this.#sources.waiting(now) : null;
    const sources = this.#sources.live(now);
    const speed = this.#meter.sample(now);
    const live = { bytes, speed, connections, arriving, have: [...plan.have], sources, trouble };
    this.#report({ kind: 'live', id: this.#id, live });
    if (known && now - this.#recordedAt >= checkpointTime) this.record(plan, now);
  }

  /** Data first, then the record of it. */
  record(plan: Plan, now: number): void {
    this.#recordedAt = now;
    if (isSame(plan.have, this.#recorded)) return this.recordTraffic();
    const have = [...plan.have];
    this.#part.flush();
    this.#recorded = have;
    const { lent, tally } = this.#record;
    this.#report({ kind: 'checkpoint', id: this.#id, have, lent: lent.of(have), traffic: tally.take() });
  }

  /** What was exchanged, where no byte is to be recorded with it. */
  recordTraffic(): void {
    const traffic = this.#record.tally.take();
    if (traffic.length > 0) this.#report({ kind: 'traffic', id: this.#id, traffic });
  }
}

/** Not by the number of bytes: some may have come while as many turned out wrong. */
function isSame(one: readonly Range[], other: readonly Range[]): boolean {
  return (
    one.length === other.length && one.every(({ from, to }, at) => from === other[at]?.from && to === other[at].to)
  );
}
