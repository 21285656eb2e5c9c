/** The text of the policy as data: what pages render, and what two editions are compared by. All of it is plain text. */
export interface PolicyDocument {
  readonly title: string;
  readonly version: number;
  /** A day, such as 2027-01-01. */
  readonly effective: string;
  readonly sections: readonly Section[];
}

/** One clause. Shown in this order: paragraphs, points, facts. */
export interface Section {
  /** Stable from one edition to the next; a purpose's id for its clause. */
  readonly id: string;
  readonly title: string;
  /** Ids of the promises that it states (docs/promises.md). */
  readonly promises: readonly string[];
  readonly paragraphs: readonly string[];
  readonly points: readonly string[];
  readonly facts: readonly Fact[];
}

/** A term such as `Sends`, and what it comes to. */
export interface Fact {
  readonly term: string;
  readonly items: readonly string[];
  /** A literal payload; empty: none. */
  readonly code: string;
}

/** The last line of the policy (CL15). */
export const lastLine = ({ version, effective }: PolicyDocument): string =>
  `Version ${version}, effective ${effective}.`;
