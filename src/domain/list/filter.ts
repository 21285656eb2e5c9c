import type { FileKind } from '../swarm/file-kind.ts';
import type { Group } from '../task/progress.ts';
import type { Row } from './row.ts';
import { havingWords } from './words.ts';

/** What is shown of a list; null: whatever it is. */
export interface Filter {
  readonly group: Group | null;
  readonly kind: FileKind | null;
  readonly site: string | null;
  /** Words, each of which must be in the name or the address, in any case and order. */
  readonly text: string;
}

export const showAll: Filter = { group: null, kind: null, site: null, text: '' };

/** Makes the test whether a row is shown. */
export function passing({ group, kind, site, text }: Filter): (row: Row) => boolean {
  const hasWords = havingWords(text);
  return (row) =>
    (group === null || row.group === group) &&
    (kind === null || row.kind === kind) &&
    (site === null || row.site === site) &&
    hasWords(row.text);
}
