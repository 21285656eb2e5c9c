import type { Task, TaskId } from '../task/task.ts';
import { passing, type Filter } from './filter.ts';
import { rowOf, type Row } from './row.ts';
import { comparing, type Sort } from './sort.ts';

const counted = ['group', 'kind', 'site', 'state'] as const;

/** How many rows there are of each group, kind, site and state, shown or not. */
interface Counts {
  readonly group: ReadonlyMap<string, number>;
  readonly kind: ReadonlyMap<string, number>;
  readonly site: ReadonlyMap<string, number>;
  readonly state: ReadonlyMap<string, number>;
}

/** How a table is looked at. */
export interface View {
  readonly filter: Filter;
  readonly sort: Sort;
}

/**
 * The tasks of a list, filtered and sorted. A change of one task costs no more among ten thousand than among ten: it is found, and put into its
 * place, by halving. Invariant: `shown` is what filtering and sorting all rows anew would give. Removed tasks are in no row.
 */
export class TaskTable {
  readonly #locale: string;
  readonly #rows = new Map<TaskId, Row>();
  readonly #counts = {
    group: new Map<string, number>(),
    kind: new Map<string, number>(),
    site: new Map<string, number>(),
    state: new Map<string, number>(),
  };
  #view: View;
  #passes: (row: Row) => boolean;
  #compare: (a: Row, b: Row) => number;
  #shown: Row[] = [];
  #revision = 0;
  #countsRevision = 0;

  /** @param locale BCP 47 tag */
  constructor(view: View, locale: string) {
    this.#locale = locale;
    this.#view = view;
    this.#passes = passing(view.filter);
    this.#compare = comparing(view.sort, locale);
  }

  get view(): View {
    return this.#view;
  }

  /** Another number after everything that changed: what was made of the table before is out of date. */
  get revision(): number {
    return this.#revision;
  }

  /** Another number after the counts changed. */
  get countsRevision(): number {
    return this.#countsRevision;
  }

  /** What passes the filter, sorted. */
  get shown(): readonly Row[] {
    return this.#shown;
  }

  /** All there are. */
  get size(): number {
    return this.#rows.size;
  }

  get counts(): Counts {
    return this.#counts;
  }

  /** All rows, shown or not, in no order. */
  all(): Row[] {
    return [...this.#rows.values()];
  }

  get(id: TaskId): Row | undefined {
    return this.#rows.get(id);
  }

  /** Whether a task passes the filter. */
  isShown(id: TaskId): boolean {
    const row = this.#rows.get(id);
    return row !== undefined && this.#passes(row);
  }

  /** Place of a task among the shown ones; -1: it is not shown. */
  placeOf(id: TaskId): number {
    const row = this.#rows.get(id);
    if (row === undefined) return -1;
    const at = this.#placeFor(row);
    return this.#shown[at] === row ? at : -1;
  }

  /** Looks at it in another way. */
  show(view: View): void {
    this.#revision++;
    this.#view = view;
    this.#passes = passing(view.filter);
    this.#compare = comparing(view.sort, this.#locale);
    this.#shown = [...this.#rows.values()].filter(this.#passes).toSorted(this.#compare);
  }

  /** A task as it is now, known or new. */
  put(task: Task): void {
    if (task.trash !== null) return this.remove(task.id);
    const row = rowOf(task);
    const before = this.#rows.get(task.id);
    this.#revision++;
    this.#rows.set(task.id, row);
    this.#recount(before, row);
    const at = before === undefined ? -1 : this.#find(before);
    if (at !== -1 && this.#passes(row) && this.#fits(row, at)) {
      this.#shown[at] = row;
      return;
    }
    if (at !== -1) this.#shown.splice(at, 1);
    if (this.#passes(row)) this.#shown.splice(this.#placeFor(row), 0, row);
  }

  /** A task that is no more. */
  remove(id: TaskId): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#revision++;
    this.#rows.delete(id);
    this.#recount(row, undefined);
    const at = this.#find(row);
    if (at !== -1) this.#shown.splice(at, 1);
  }

  #find(row: Row): number {
    const at = this.#placeFor(row);
    return this.#shown[at] === row ? at : -1;
  }

  /** Whether a row stays between the neighbours of the one at this place. */
  #fits(row: Row, at: number): boolean {
    const [left, right] = [this.#shown[at - 1], this.#shown[at + 1]];
    return (
      (left === undefined || this.#compare(left, row) < 0) && (right === undefined || this.#compare(row, right) < 0)
    );
  }

  /** Where a row stands, or would. */
  #placeFor(row: Row): number {
    let [low, high] = [0, this.#shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#shown[middle];
      if (other !== undefined && this.#compare(other, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #recount(before: Row | undefined, after: Row | undefined): void {
    for (const key of counted) {
      if (before?.[key] === after?.[key]) continue;
      this.#countsRevision++;
      if (after) this.#count(key, after[key], 1);
      if (before) this.#count(key, before[key], -1);
    }
  }

  #count(key: (typeof counted)[number], value: string, by: 1 | -1): void {
    const counts = this.#counts[key];
    const count = (counts.get(value) ?? 0) + by;
    if (count === 0) counts.delete(value);
    else counts.set(value, count);
  }
}
