import { lastLine, type PolicyDocument, type Section } from './document.ts';

/** What of a clause is no longer said, and what is said anew. */
export interface ClauseChange {
  readonly title: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Clause by clause, in the order of the new text; what is gone comes last. Clauses that say the same are left out. */
export function changesBetween(from: PolicyDocument, to: PolicyDocument): ClauseChange[] {
  const before = new Map(from.sections.map((section) => [section.id, section]));
  const kept = to.sections.map((section) => changeOf(before.get(section.id), section));
  const ids = new Set(to.sections.map(({ id }) => id));
  const gone = from.sections.filter(({ id }) => !ids.has(id)).map((section) => changeOf(section, undefined));
  const dates = { title: to.title, removed: [lastLine(from)], added: [lastLine(to)] };
  return [...kept, ...gone, dates].filter(({ removed, added }) => removed.length + added.length > 0);
}

function changeOf(from: Section | undefined, to: Section | undefined): ClauseChange {
  const [old, fresh] = [linesOf(from), linesOf(to)];
  return {
    title: (to ?? from)?.title ?? '',
    removed: old.filter((line) => !fresh.includes(line)),
    added: fresh.filter((line) => !old.includes(line)),
  };
}

function linesOf(section: Section | undefined): string[] {
  if (section === undefined) return [];
  const facts = section.facts.flatMap(({ term, items, code }) =>
    [...items, ...(code === '' ? [] : [code])].map((item) => `${term}: ${item}`),
  );
  return [...section.paragraphs, ...section.points, ...facts];
}
