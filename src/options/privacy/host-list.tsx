import { useEffect, useState } from 'preact/hooks';
import { nameOf } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import { readTasks } from '#platform/task-store';
import { WhoSaw } from '#ui/traffic/who-saw';
import { useWords } from '#ui/words';

/** Who saw the user's address, download by download, the latest first. */
export function HostList() {
  const t = useWords();
  const [tasks, setTasks] = useState<readonly Task[] | null>(null);
  useEffect(() => void readTasks().then(setTasks), []);
  const asked = tasks?.filter(({ hosts }) => hosts.length > 0).toSorted((a, b) => b.addedAt - a.addedAt) ?? [];
  return (
    <section class="host-list" aria-labelledby="host-list">
      <h3 id="host-list">{t('seen.title')}</h3>
      <p class="unit">{t('privacy.hostsText')}</p>
      {tasks !== null && asked.length === 0 && <p class="none">{t('privacy.hostsNone')}</p>}
      <dl>
        {asked.map((task) => (
          <div key={task.id}>
            <dt>{nameOf(task)}</dt>
            <dd>
              <WhoSaw task={task} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
