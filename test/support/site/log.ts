import type { IncomingHttpHeaders } from 'node:http';

/** How an answer ended: all sent; ended by the site (cut, or a length that lies); by the client; not yet. */
export type Outcome = 'whole' | 'cut' | 'closed' | 'running';

/** One request of a file and what became of it. */
export interface RequestRecord {
  nth: number;
  /** Number of the TCP connection, from 1, unique per site. */
  connection: number;
  method: string;
  /** Path and query as sent. */
  url: string;
  range: string | undefined;
  headers: IncomingHttpHeaders;
  status: number;
  /** Body bytes handed to the network. */
  bytes: number;
  outcome: Outcome;
  /** When it came, and when its last bytes were handed to the network (null: none yet), ms since 1970. */
  begunAt: number;
  lastAt: number | null;
}

/** What a file has seen since it was added or reset. */
export interface FileLog {
  readonly requests: readonly RequestRecord[];
  /** Body bytes of all requests. */
  readonly bytes: number;
  /** Connections with an answer under way now, and the most there were at one time. */
  readonly connections: number;
  readonly peakConnections: number;
}

/** Keeps one file's log. */
export class LogKeeper implements FileLog {
  readonly requests: RequestRecord[] = [];
  bytes = 0;
  peakConnections = 0;

  /** Connections, not answers: a client may pipeline. */
  get connections(): number {
    return new Set(
      this.requests.filter((request) => request.outcome === 'running').map((request) => request.connection),
    ).size;
  }

  /** Enters a request; the caller keeps `outcome` right. */
  begin(facts: Pick<RequestRecord, 'connection' | 'method' | 'url' | 'range' | 'headers'>): RequestRecord {
    const record: RequestRecord = {
      ...facts,
      nth: this.requests.length + 1,
      status: 0,
      bytes: 0,
      outcome: 'running',
      begunAt: Date.now(),
      lastAt: null,
    };
    this.requests.push(record);
    this.peakConnections = Math.max(this.peakConnections, this.connections);
    return record;
  }

  /** Counts bytes of a request. */
  sent(record: RequestRecord, bytes: number): void {
    record.bytes += bytes;
    record.lastAt = Date.now();
    this.bytes += bytes;
  }
}

/** The bytes that requests asked for, as half-open ranges; a request without a range asks for all. */
export function askedFor(requests: readonly RequestRecord[], size: number): { from: number; to: number }[] {
  return requests.map(({ range }) => {
    const [, from, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? 'bytes=0-') ?? [];
    return { from: Number(from), to: last ? Number(last) + 1 : size };
  });
}
