import { useEffect, useState } from 'preact/hooks';
import type { Translate } from '#domain/i18n/translate';
import { groupOf } from '#domain/task/progress';
import { searchObstacle } from '#domain/task/search';
import type { Task } from '#domain/task/task';
import { callBackground, callEngine } from '#platform/engine-client';
import { Switch } from '../privacy/switch.tsx';
import { useNotify } from '../toast.tsx';
import { useWords } from '../words.tsx';
import { Fact } from './fact.tsx';

/**
 * The switch "Search for mirrors" of one download, and what came of it. It can be turned off at any time; on only where the user has
 * agreed to it for all. Torrents have none.
 */
export function MirrorSwitch({ task }: { task: Task }) {
  const t = useWords();
  const notify = useNotify();
  const allowed = useAllowed();
  if (task.swarm !== null || groupOf(task) === 'finished' || allowed === null) return null;
  const set = (on: boolean) => {
    callEngine('task.search', { id: task.id, on }).catch((error: unknown) => {
      console.error(error);
      notify({ text: t('options.notSaved') });
    });
  };
  return (
    <Fact label={t('search.label')}>
      <Switch
        label={t('search.label')}
        about="search-note"
        disabled={!allowed}
        on={allowed && !task.search.off}
        onSet={set}
      />
      <p id="search-note" class="note" aria-live="polite">
        {noteOf(t, task, allowed)}
      </p>
    </Fact>
  );
}

/** What came of the search, or why there is none. */
function noteOf(t: Translate, task: Task, allowed: boolean): string {
  if (!allowed) return t('search.forbidden');
  if (task.search.off) return t('search.off');
  const obstacle = searchObstacle(task);
  if (obstacle === 'no-checksum' || obstacle === 'no-parts') return t(`search.${obstacle}`);
  const { outcome } = task.search;
  if (outcome === null) return t('search.asked');
  const count = task.mirrors.filter(({ from }) => from === 'search').length;
  // Those that were found and dropped again, for they had other bytes.
  if (outcome === 'found') return count === 0 ? t('search.none') : t('search.found', { count });
  return t(`search.${outcome}`);
}

/** Whether the user has switched the search on for all; null: not known yet. */
function useAllowed(): boolean | null {
  const [allowed, setAllowed] = useState<boolean | null>(null);
  useEffect(() => {
    const look = (): void => {
      callBackground('consent.read', {})
        .then(({ mirrorSearch }) => setAllowed(mirrorSearch))
        .catch(console.error);
    };
    look();
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
  return allowed;
}
