import type { PurposeId } from '../policy/purpose.ts';
import type { TaskId } from '../task/task.ts';
import type { LedgerEntry } from './entry.ts';

/** What is looked for. */
export interface Search {
  /** Words that must all be found in what is shown of an entry; '' for any. */
  readonly text: string;
  readonly purpose: PurposeId | null;
  readonly task: TaskId | null;
}

/** Whether an entry is one that is looked for. */
export function isFound(entry: LedgerEntry, { text, purpose, task }: Search): boolean {
  if (purpose !== null && entry.purpose !== purpose) return false;
  if (task !== null && entry.task !== task) return false;
  const shown = shownOf(entry);
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word));
}

function shownOf({ purpose, call, host, request, outcome, task, at }: LedgerEntry): string {
  const sent = request === null ? [] : [request.method, request.path, request.body ?? ''];
  const why = 'because' in outcome ? outcome.because : '';
  const day = new Date(at).toISOString();
  return [day, purpose, call, host ?? '', ...sent, outcome.kind, why, task ?? ''].join('\n').toLowerCase();
}
