import { groupTasks } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import { openPage } from '#platform/pages';
import { Button } from '#ui/button';
import { useWords } from '#ui/words';

/** The way to the downloads that the short list has no room for; nothing if there are none. */
export function MoreDownloads({ tasks }: { tasks: Iterable<Task> }) {
  const t = useWords();
  const all = [...tasks].filter(({ trash }) => trash === null);
  if (all.length === Object.values(groupTasks(all)).flat().length) return null;
  return (
    <p class="more-downloads">
      <Button look="bare" onPress={() => openPage('manager.html')}>
        {t('app.allDownloads')}
      </Button>
    </p>
  );
}
