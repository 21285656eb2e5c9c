import { useEffect, useState } from 'preact/hooks';
import { nameOf } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import { readTasks } from '#platform/task-store';
import { useWords } from '#ui/words';

/** Who saw the user's address, download by download. */
export function HostList() {
  const t = useWords();
  const [tasks, setTasks] = useState<readonly Task[] | null>(null);
  useEffect(() => void readTasks().then(setTasks), []);
  const asked = tasks?.filter(({ hosts }) => hosts.length > 0) ?? [];
  return (
    <div class="host-list">
      <h3>{t('privacy.hosts')}</h3>
      <p class="unit">{t('privacy.hostsText')}</p>
      {tasks !== null && asked.length === 0 && <p class="none">{t('privacy.hostsNone')}</p>}
      <ul>
        {asked.map((task) => (
          <li key={task.id}>
            {nameOf(task)}: {task.hosts.join(', ')}
          </li>
        ))}
      </ul>
    </div>
  );
}
