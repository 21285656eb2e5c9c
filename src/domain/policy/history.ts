import type { Fact, PolicyDocument, Section } from './document.ts';

/** How one clause differs between two editions: its lines that are gone, and those that are new (neither: another order). */
export interface ClauseChange {
  readonly id: string;
  readonly title: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** What a reader of the old edition has to read of the new one: clause by clause, in the new one's order, removed ones last. */
export function changesBetween(from: PolicyDocument, to: PolicyDocument): ClauseChange[] {
  const before = new Map(from.sections.map((section) => [section.id, section]));
  const after = new Set(to.sections.map(({ id }) => id));
  return [
    ...to.sections.flatMap((section) => changeOf(before.get(section.id), section)),
    ...from.sections.filter(({ id }) => !after.has(id)).map((section) => whole(section, 'removed')),
  ];
}

function changeOf(before: Section | undefined, now: Section): ClauseChange[] {
  if (before === undefined) return [whole(now, 'added')];
  const [old, recent] = [linesOf(before), linesOf(now)];
  if (old.join('\n') === recent.join('\n')) return [];
  const gone = old.filter((line) => !recent.includes(line));
  const come = recent.filter((line) => !old.includes(line));
  return [{ id: now.id, title: now.title, kind: 'changed', gone, come }];
}

function whole(section: Section, kind: 'added' | 'removed'): ClauseChange {
  const [gone, come] = kind === 'added' ? [[], linesOf(section)] : [linesOf(section), []];
  return { id: section.id, title: section.title, kind, gone, come };
}

const linesOf = ({ title, note, paragraphs, points, facts, promises }: Section): string[] => [
  title,
  ...(note === '' ? [] : [note]),
  ...paragraphs,
  ...points,
  ...facts.flatMap(factLines),
  `Promises: ${promises.join(', ')}`,
];

const factLines = ({ term, items, code }: Fact): string[] =>
  [...items, ...(code === '' ? [] : [code])].map((line) => `${term}: ${line}`);
