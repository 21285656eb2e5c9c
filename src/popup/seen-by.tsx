import type { Task } from '#domain/task/task';
import { seenByCount } from '#domain/task/who-saw';
import { Icon } from '#ui/icons';
import { useWords } from '#ui/words';

interface SeenByProps {
  readonly task: Task;
  /** The bare number beside the eye. */
  readonly brief: boolean;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** The eye: how many saw the user's address for this download; opens the list of them. */
export function SeenBy({ task, brief, open, onToggle }: SeenByProps) {
  const t = useWords();
  const count = seenByCount(task);
  const shown = brief ? new Intl.NumberFormat(t.locale).format(count) : t('row.seenBy', { count });
  const title = t('row.seenTitle', { count });
  return (
    <button
      type="button"
      class="eye"
      title={title}
      // What is read out holds what is seen: it can be said to a computer that listens.
      aria-label={`${shown}: ${title}`}
      aria-expanded={open}
      aria-controls={open ? `seen-${task.id}` : undefined}
      onClick={onToggle}
    >
      <Icon name="eye" />
      {shown}
    </button>
  );
}

/** The hosts themselves. */
export function SeenList({ task }: { task: Task }) {
  const t = useWords();
  return (
    <ul id={`seen-${task.id}`} class="seen">
      {task.hosts.length === 0 && <li>{t('row.seenNone')}</li>}
      {task.hosts.map((host) => (
        <li key={host}>{host}</li>
      ))}
      {task.swarm !== null && task.swarm.peers > 0 && <li>{t('row.seenPeers', { count: task.swarm.peers })}</li>}
    </ul>
  );
}
