import type { Expected } from '../check/expected.ts';
import { isSaved } from '../task/progress.ts';
import type { Task } from '../task/task.ts';

/** A file that is there already, and what shows that it is the same. */
export type Twin = Omit<NonNullable<Task['twin']>, 'waived'>;

/** What is to be downloaded: its address, and what is known of the file. */
export interface Wanted {
  readonly url: string;
  readonly expected: Expected;
}

/**
 * The saved downloads of the same file: first those with the same checksum, wherever they came from, then those of the same address, the
 * latest first. What is known to be another version by checksum or size is none.
 */
export function savedTwins(tasks: Iterable<Task>, wanted: Wanted): { task: Task; by: 'hash' | 'address' }[] {
  const saved = [...tasks].filter((task) => task.trash === null && isSaved(task)).toReversed();
  const same = saved.filter((task) => agrees(task, wanted.expected) === true);
  const there = saved.filter(
    (task) => task.source.url === wanted.url && agrees(task, wanted.expected) === null && mayHaveSize(task, wanted),
  );
  return [
    ...same.map((task) => ({ task, by: 'hash' }) as const),
    ...there.map((task) => ({ task, by: 'address' }) as const),
  ];
}

/** Whether a saved file has the checksums that are expected; null: none can be compared. */
function agrees({ expected, checked }: Task, { hashes }: Expected): boolean | null {
  // What was never compared with the bytes says nothing of them.
  if (checked?.good !== true) return null;
  const known = new Map<string, string>(expected.hashes.map(({ algorithm, value }) => [algorithm, value]));
  if (checked.value !== null) known.set(checked.what, checked.value);
  const both = hashes.filter(({ algorithm }) => known.has(algorithm));
  return both.length === 0 ? null : both.every(({ algorithm, value }) => known.get(algorithm) === value);
}

const mayHaveSize = ({ file }: Task, { expected: { size } }: Wanted): boolean =>
  size === null || file?.size == null || file.size === size;
