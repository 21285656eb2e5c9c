import { createHash } from 'node:crypto';
import type { PolicyDocument, Section } from '#domain/policy/document';
import type { Edition } from '#domain/policy/edition';
import { hashOf, storedEditions, storedTexts, termsOf } from '../../../scripts/steps/policy-files.ts';

/** What the next edition says: other words alone, another thing of statistics, or a promise less. */
export const nextKinds = ['reworded', 'material', 'weaker'] as const;
export type NextKind = (typeof nextKinds)[number];

/** Words of the next edition that no other has, and a clause that it has no more. */
export const newWords = 'This sentence is new in the next edition.';

/** All editions and texts of a program that carries the next edition, the newest first. */
export function nextPolicy(kind: NextKind): { editions: Edition[]; texts: PolicyDocument[]; goneWords: string } {
  const [edition] = storedEditions();
  const [text] = storedTexts();
  const [first, ...others] = text?.sections ?? [];
  const [goneWords, ...kept] = first?.paragraphs ?? [];
  if (!edition || !text || !first || goneWords === undefined) throw new Error('the policy has no first paragraph');
  const version = edition.version + 1;
  const section = { ...first, paragraphs: [newWords, ...kept] };
  const rest = kind === 'weaker' ? others.map(withoutLastPoint) : others;
  const next: PolicyDocument = { ...text, version, sections: [section, ...rest] };
  const other = createHash('sha256').update('another thing').digest('hex');
  const clauses = kind === 'material' ? { ...edition.clauses, statistics: other } : edition.clauses;
  return {
    editions: [{ ...edition, version, hash: hashOf(next), clauses, terms: termsOf(next) }, ...storedEditions()],
    texts: [next, ...storedTexts()],
    goneWords,
  };
}

/** Of what it never does, one thing less. */
const withoutLastPoint = (section: Section): Section =>
  section.id === 'never' ? { ...section, points: section.points.slice(0, -1) } : section;
