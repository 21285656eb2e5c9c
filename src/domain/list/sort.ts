import { inOrder } from '../task/progress.ts';
import type { Row } from './row.ts';

/** What a list can be sorted by; `order`: what needs the user, what runs, what waits in the order of its turn, what is finished. */
export const sortKeys = ['order', 'name', 'size', 'site', 'added'] as const;
export type SortKey = (typeof sortKeys)[number];

/** No key changes with every byte: rows stay where they are while their numbers change. */
export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** Compares two rows; 0 only for one and the same. */
type Comparator = (a: Row, b: Row) => number;

/** Makes the comparison of a sort. @param locale BCP 47 tag: of the alphabet that names are sorted by */
export function comparing({ by, descending }: Sort, locale: string): Comparator {
  const compare = comparators[by](locale);
  const sign = descending ? -1 : 1;
  return (a, b) =>
    sign * compare(a, b) ||
    a.task.serial - b.task.serial ||
    (a.task.id < b.task.id ? -1 : Number(a.task.id > b.task.id));
}

const byText =
  (text: (row: Row) => string) =>
  (locale: string): Comparator => {
    const { compare } = new Intl.Collator(locale, { numeric: true });
    return (a, b) => compare(text(a), text(b));
  };

const comparators: Readonly<Record<SortKey, (locale: string) => Comparator>> = {
  order: () => (a, b) => inOrder(a.task, b.task),
  name: byText(({ name }) => name),
  // What is unknown is nothing yet.
  size: () => (a, b) => (a.task.file?.size ?? -1) - (b.task.file?.size ?? -1),
  site: byText(({ site }) => site),
  added: () => (a, b) => a.task.addedAt - b.task.addedAt,
};
