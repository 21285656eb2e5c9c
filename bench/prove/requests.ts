import type { Packet } from './packet.ts';

/** Names of headers, in lower case. */
export type HeaderNames = readonly string[];

/** What HTTP without TLS says in its own words, in what left the machine. Sums up a recording while it comes. */
export class Requests {
  readonly #names = new Set<string>();
  readonly #named: string[] = [];

  /** All headers of requests so far. */
  get headers(): HeaderNames {
    return [...this.#names].toSorted();
  }

  /** Lines that name an extension by its own address: `step: line`. */
  get named(): readonly string[] {
    return this.#named;
  }

  /** A browser writes the head of a request at once: it is in one packet. */
  note({ outgoing, carries, payload }: Packet, step: string): void {
    if (!outgoing || carries !== 'tcp') return;
    const text = payload.toString('latin1');
    for (const [line] of text.matchAll(/[^\r\n]*\b(?:moz|chrome)-extension:[^\r\n]*/g))
      this.#named.push(`${step}: ${line}`);
    const [head = ''] = text.split('\r\n\r\n');
    const [first = '', ...lines] = head.split('\r\n');
    if (!/^[A-Z]+ \S+ HTTP\/1\.[01]$/.test(first)) return;
    // The last one may be cut off by the recording.
    const whole = text.includes('\r\n\r\n') ? lines : lines.slice(0, -1);
    for (const line of whole) this.#names.add(line.slice(0, line.indexOf(':')).toLowerCase());
  }
}
