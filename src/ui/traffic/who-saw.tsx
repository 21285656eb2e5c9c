import { formatBytes } from '#domain/i18n/format';
import { formatDays } from '#domain/i18n/format-days';
import type { Translate } from '#domain/i18n/translate';
import type { Task } from '#domain/task/task';
import { whoSaw, type SeenBy } from '#domain/task/who-saw';
import { useWords } from '../words.tsx';

/** The hosts that saw the user's address for a download, what they gave, and when. */
export function WhoSaw({ task }: { task: Pick<Task, 'hosts' | 'traffic' | 'swarm'> }) {
  const t = useWords();
  return (
    <ul class="who-saw">
      {task.hosts.length === 0 && <li>{t('seen.nobody')}</li>}
      {whoSaw(task).map((seen) => (
        <li key={seen.host}>
          {seen.host}
          {sumText(t, seen).map((text) => (
            <span key={text} class="unit">
              {text}
            </span>
          ))}
        </li>
      ))}
      {task.swarm !== null && task.swarm.peers > 0 && <li>{t('seen.peers', { count: task.swarm.peers })}</li>}
    </ul>
  );
}

/** What one host gave, in which days. */
function sumText(t: Translate, { requests, bytes, firstDay, lastDay }: SeenBy): string[] {
  if (firstDay === null || lastDay === null) return [t('seen.unknown')];
  const sum = t('seen.sum', { bytes: formatBytes(t.locale, bytes), count: requests });
  return [sum, formatDays(t.locale, firstDay, lastDay)];
}
