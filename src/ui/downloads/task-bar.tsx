import { groupOf, isSaved, shareOf } from '#domain/task/progress';
import type { Range } from '#domain/segment/range';
import type { Task } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import { PieceBar } from '../piece-bar.tsx';
import { useWords } from '../words.tsx';
import { bytesText, shareText } from './status-text.tsx';

interface TaskBarProps {
  readonly task: Task;
  readonly live: Live | undefined;
  /** Ranges that each source brought, where that is shown. */
  readonly parts?: readonly (readonly Range[])[];
}

/** The piece bar of a task, as it is now. */
export function TaskBar({ task, live, parts = [] }: TaskBarProps) {
  const t = useWords();
  return (
    <PieceBar
      label={t('row.progress')}
      size={task.file?.size ?? null}
      have={hereOf(task, live)}
      arriving={task.state.kind === 'active' ? (live?.arriving ?? []) : []}
      share={shareOf(task, live)}
      text={shareText(t, task, live) || bytesText(t, task, live)}
      parts={parts}
      still={groupOf(task) !== 'running'}
    />
  );
}

/** The ranges that are here; of a saved file all of it, though nothing is kept of that any more. */
export function hereOf(task: Task, live: Live | undefined): readonly Range[] {
  const size = task.file?.size ?? 0;
  if (isSaved(task)) return size > 0 ? [{ from: 0, to: size }] : [];
  return live?.have ?? task.have;
}
