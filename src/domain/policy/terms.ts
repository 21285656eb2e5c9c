import type { PolicyDocument, Section } from './document.ts';

/**
 * What an edition gives up, or takes, that the one before did not: ids of promises that it states no more, and of clauses whose lines
 * changed in a way that they may not (Binding). Computed from the two texts, never declared.
 * @returns in no order that matters; empty: it says no less than before, and allows no more
 */
export function easedTerms(from: PolicyDocument, to: PolicyDocument): string[] {
  const after = new Map(to.sections.map((section) => [section.id, section]));
  const before = new Map(from.sections.map((section) => [section.id, section]));
  const clauses = [...from.sections, ...to.sections.filter(({ id }) => !before.has(id))];
  return [
    ...promisesGone(from, after),
    ...clauses.filter(({ id }) => isEased(before.get(id), after.get(id))).map(({ id }) => id),
  ];
}

/** Promises that are stated nowhere any more, or not for a purpose that is there still. */
function promisesGone({ sections }: PolicyDocument, after: ReadonlyMap<string, Section>): string[] {
  const all = [...after.values()];
  return sections.flatMap((section) => {
    const same = after.get(section.id);
    if (section.binding === 'grant') return same ? without(section.promises, same.promises) : [];
    return without(
      section.promises,
      all.flatMap(({ promises }) => promises),
    );
  });
}

function isEased(before: Section | undefined, after: Section | undefined): boolean {
  const binds = (...kinds: Section['binding'][]): boolean =>
    [before, after].some((one) => one !== undefined && kinds.includes(one.binding));
  const gone = without(linesOf(before), linesOf(after)).length > 0;
  const come = without(linesOf(after), linesOf(before)).length > 0;
  if (binds('limit')) return gone || come;
  if (binds('grant')) return before !== undefined && after !== undefined && (gone || come);
  return binds('promise') && gone;
}

const without = (lines: readonly string[], others: readonly string[]): string[] =>
  lines.filter((line) => !others.includes(line));

/** What binds; a literal payload is an example. */
function linesOf(section: Section | undefined): string[] {
  if (section === undefined) return [];
  const { paragraphs, points, facts } = section;
  return [...paragraphs, ...points, ...facts.flatMap(({ term, items }) => items.map((item) => `${term}: ${item}`))];
}
