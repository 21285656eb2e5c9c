/** What is remembered of one edition of the policy; its words are in texts/. */
export interface Edition {
  /** 1, 2, 3 … */
  readonly version: number;
  /** The day from which it holds, such as 2027-01-01. */
  readonly effective: string;
  /** SHA-256 of its text, which is the file PRIVACY.md, in hexadecimal. */
  readonly hash: string;
  /** Per purpose, SHA-256 of what was sent, to whom, when and how long it is kept (facts.ts). */
  readonly clauses: Readonly<Record<string, string | undefined>>;
  /** The edition since which it promises no less and allows no more (terms.ts): two with the same number bind alike. */
  readonly terms: number;
}

/** The policy of this program, and those before it. */
export interface Policy {
  readonly current: Edition;
  readonly earlier: readonly Edition[];
}

/** The edition with this hash; null: this program never had it. */
export function editionOf({ current, earlier }: Policy, hash: string): Edition | null {
  return [current, ...earlier].find((edition) => edition.hash === hash) ?? null;
}

/** The purposes that would send something else, to others, at other times or for longer than the user was told. */
export function changedPurposes(from: Edition, to: Edition): string[] {
  return Object.keys(from.clauses).filter((id) => id in to.clauses && from.clauses[id] !== to.clauses[id]);
}

/**
 * Whether a change has to be accepted anew: a purpose does something else, or less is promised, or more allowed. Computed, never
 * declared. A new purpose is not material, for it is off until it is granted; nor is one that is gone.
 */
export const isMaterial = (from: Edition, to: Edition): boolean =>
  from.terms !== to.terms || changedPurposes(from, to).length > 0;
