import type { PieceHashes } from '#domain/check/expected';
import { Pieces } from '#domain/segment/pieces';
import type { Range } from '#domain/segment/range';
import type { Brought } from './brought.ts';
import type { LiveSource } from './live-source.ts';
import type { PartFile, TransferPorts } from './ports.ts';

/** What is done about bytes that are wrong. */
interface Consequences {
  /** These bytes count as missing from now on. */
  forget(range: Range): void;
  /** This source brought bytes that are wrong. */
  blame(source: LiveSource): void;
}

/** Bytes of a wrong piece: who brought them, and what they were. */
interface Evidence {
  readonly range: Range;
  readonly source: LiveSource;
  readonly digest: string;
}

/** A piece that was wrong so often is left to the check of the whole file: perhaps its checksum is. */
const mostTries = 4;

/**
 * Holds the pieces of a running transfer against their checksums, each as soon as its last byte is written. Who brought a wrong
 * piece alone is to blame at once; of several it is found out when the piece is right: those whose bytes were others; and when it
 * is wrong once more, all mirrors among them. One piece is hashed at a time, by the browser itself.
 */
export class PieceWatch {
  readonly #hashes: PieceHashes;
  readonly #pieces: Pieces;
  readonly #part: PartFile;
  readonly #hash: TransferPorts['hash'];
  readonly #consequences: Consequences;
  readonly #sources = new Map<string, LiveSource>();
  readonly #evidence = new Map<number, Evidence[]>();
  readonly #tries = new Map<number, number>();
  /** Never rejects. */
  #chain: Promise<void> = Promise.resolve();
  #failure: Error | null = null;
  #over = false;
  #foundWrong = false;
  /** The piece that was found right last: bytes that others can be compared with. */
  sound: Range | null = null;

  /** @param brought who brought what is here already: its pieces are judged first */
  constructor(
    hashes: PieceHashes,
    file: { size: number; have: readonly Range[]; brought: readonly Brought[] },
    part: PartFile,
    hash: TransferPorts['hash'],
    consequences: Consequences,
  ) {
    this.#hashes = hashes;
    this.#pieces = new Pieces(file.size, hashes.length, file.have);
    this.#part = part;
    this.#hash = hash;
    this.#consequences = consequences;
    for (const { range, source } of file.brought) this.#note(range, source);
    this.#judgeAll(this.#pieces.unjudged());
  }

  /** Bytes were written. */
  wrote(range: Range, source: LiveSource): void {
    this.#judgeAll(this.#note(range, source));
  }

  /** @returns the pieces that are complete and touched by it */
  #note(range: Range, source: LiveSource): number[] {
    this.#sources.set(source.name, source);
    return this.#pieces.add(range, source.name);
  }

  #judgeAll(pieces: readonly number[]): void {
    for (const index of pieces) {
      this.#chain = this.#chain
        .then(() => this.#judge(index))
        .catch((error: unknown) => {
          this.#failure ??= error instanceof Error ? error : new Error(String(error));
        });
    }
  }

  /** Something was wrong, and nothing is known to be right: no comparison tells who has the file. */
  get doubtful(): boolean {
    return this.#foundWrong && this.sound === null;
  }

  /** Resolves when every piece that is complete was judged. @throws PerseidError `part-lost` */
  async settled(): Promise<void> {
    await this.#chain;
    if (this.#failure !== null) throw this.#failure;
  }

  /** Resolves when nothing is read any more. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#chain;
  }

  async #judge(index: number): Promise<void> {
    // Written again while others were judged: then it is complete, and judged, once more.
    if (this.#over || !this.#pieces.isUnjudged(index)) return;
    const digest = await this.#digest(this.#pieces.rangeOf(index));
    if (this.#over) return;
    if (digest !== this.#hashes.hashes[index]) return this.#reject(index);
    this.#pieces.good(index);
    this.sound = this.#pieces.rangeOf(index);
    await this.#convict(index);
  }

  async #reject(index: number): Promise<void> {
    this.#foundWrong = true;
    const tries = (this.#tries.get(index) ?? 0) + 1;
    this.#tries.set(index, tries);
    if (tries > mostTries) return this.#pieces.good(index);
    const evidence = await this.#gather(index);
    if (this.#over) return;
    const known = this.#pieces.broughtBy(index);
    const { again, suspects } = this.#pieces.bad(index);
    const sources = [...suspects].flatMap((name) => this.#sources.get(name) ?? []);
    const culprits = known.size === 1 ? sources : tries > 1 ? sources.filter(({ mirror }) => mirror) : [];
    for (const culprit of culprits) this.#consequences.blame(culprit);
    if (culprits.length === 0) this.#evidence.set(index, [...(this.#evidence.get(index) ?? []), ...evidence]);
    this.#consequences.forget(again);
  }

  async #gather(index: number): Promise<Evidence[]> {
    const gathered: Evidence[] = [];
    for (const [name, ranges] of this.#pieces.broughtBy(index)) {
      const source = name === null ? undefined : this.#sources.get(name);
      for (const { from, to } of source ? ranges : []) {
        const range = { from, to };
        if (source) gathered.push({ range, source, digest: await this.#digest(range) });
      }
    }
    return gathered;
  }

  /** The piece is right now: whoever brought other bytes of it before is to blame. */
  async #convict(index: number): Promise<void> {
    const evidence = this.#evidence.get(index) ?? [];
    this.#evidence.delete(index);
    const culprits = new Set<LiveSource>();
    for (const { range, source, digest } of evidence) {
      if (!this.#over && digest !== (await this.#digest(range))) culprits.add(source);
    }
    for (const culprit of culprits) this.#consequences.blame(culprit);
  }

  #digest({ from, to }: Range): Promise<string> {
    return this.#hash((at, into) => this.#part.read(at, into), from, to, this.#hashes.algorithm);
  }
}
