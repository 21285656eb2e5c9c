/** The text of the policy as data: what pages render, and what two editions are compared by. All of it is plain text. */
export interface PolicyDocument {
  readonly title: string;
  readonly version: number;
  /** A day, such as 2027-01-01. */
  readonly effective: string;
  readonly sections: readonly Section[];
}

/**
 * How the lines of a clause bind, from the loosest to the strictest. `words`: it explains, and may change. `promise`: a line that goes
 * is material. `grant`: any line that goes or comes is, but not the whole clause, for what it is of is off until it is granted. `limit`: any.
 * Whether other words mean the same no program can tell: they count as another line.
 */
export type Binding = 'words' | 'promise' | 'grant' | 'limit';

/** One clause. Shown in this order: note, paragraphs, points, facts. */
export interface Section {
  /** Stable from one edition to the next; a purpose's id for its clause. */
  readonly id: string;
  readonly title: string;
  /** How it is in this version of the program; '' for nothing. Binds nobody. */
  readonly note: string;
  /** Which change of its lines has to be accepted anew (terms.ts). */
  readonly binding: Binding;
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
