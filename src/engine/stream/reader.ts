import type { StreamHead, StreamPortAnswer } from '#protocol/stream-api';

/** Bytes that are sent at once. */
const chunk = 1024 * 1024;

/** What a reader reads from. */
interface Subject {
  /** @returns bytes that were read; fewer than asked for when the file is shorter */
  read(at: number, into: Uint8Array): number;
}

/**
 * Reads one part file from its beginning for the browser, as far as it is recorded. Invariant: the last byte is sent only after
 * `finish`, so that nothing counts as saved before it is verified.
 */
export class Reader {
  readonly #subject: Subject;
  readonly #size: number;
  readonly #send: (answer: StreamPortAnswer) => void;
  #at = 0;
  #to = 0;
  #asked = 0;
  #verified = false;
  #over = false;
  readonly #pool: ArrayBuffer[] = [];

  constructor(subject: Subject, { size }: Pick<StreamHead, 'size'>, send: (answer: StreamPortAnswer) => void) {
    this.#subject = subject;
    this.#size = size;
    this.#send = send;
  }

  /** One more chunk is wanted. @param used memory that may be filled for it; else the browser collects it late, and hundreds of MiB pile up */
  more(used: ArrayBuffer | null): void {
    if (used !== null) this.#pool.push(used);
    this.#asked++;
    this.#go();
  }

  /** So many bytes are there. */
  reach(to: number): void {
    this.#to = Math.min(to, this.#size);
    this.#go();
  }

  /** All bytes are there, and good. */
  finish(): void {
    this.#verified = true;
    this.reach(this.#size);
  }

  /** What was promised is not there: the browser must not think that it has the file. */
  break(): void {
    if (!this.#over) this.#send('broken');
    this.#over = true;
  }

  #go(): void {
    while (!this.#over && this.#asked > 0) {
      const length = Math.min(chunk, this.#size - this.#at);
      const isThere = this.#at + length <= this.#to;
      const isLast = this.#at + length === this.#size;
      if (!isThere || (isLast && !this.#verified)) return;
      this.#sendNext(length);
    }
  }

  #sendNext(length: number): void {
    const bytes = new Uint8Array(this.#pool.pop() ?? new ArrayBuffer(chunk), 0, length);
    if (length > 0 && this.#subject.read(this.#at, bytes) !== length) return this.break();
    this.#asked--;
    this.#at += length;
    if (length > 0) this.#send(bytes);
    if (this.#at < this.#size) return;
    this.#over = true;
    this.#send('end');
  }
}
