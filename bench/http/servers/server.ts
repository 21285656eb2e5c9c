/** A file under an address that nobody has asked for before. */
export interface Offer {
  /** Its last path segment, and so its name in the folder. */
  readonly name: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  /** The page that links to it; it sets a cookie. */
  readonly page: string;
  /** What a program without a page has to send as Cookie; null: nothing. */
  readonly cookie: string | null;
  /** Its addresses, the linked one first. */
  readonly urls: readonly [string, ...string[]];
}

/** A request of an offered file. Times in ms since 1970. */
export interface Exchange {
  readonly begunAt: number;
  /** When its last bytes were handed to the network; null: none yet. */
  readonly lastAt: number | null;
  /** Body bytes handed to the network. */
  readonly bytes: number;
  readonly range: string | null;
  readonly running: boolean;
}

/** A scenario's server, in a process of its own, so that what it costs is not the bench's. */
export interface BenchServer {
  /** A command that enters the server's network, before a contestant's own; [] for loopback. */
  readonly within: readonly string[];
  /** Of the pages, and of the addresses they link to. */
  readonly origin: string;
  /** Offers the scenario's file anew. @param label unique in this run; goes into the address */
  offer(label: string): Promise<Offer>;
  /** Requests of an offer, of all its addresses. (nginx tells of a request when it is over.) */
  exchanges(offer: Offer): Promise<Exchange[]>;
  /** Processor time so far, s. */
  cpu(): number;
  close(): Promise<void>;
}
