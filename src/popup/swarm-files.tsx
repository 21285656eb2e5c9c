import './swarm-card.css';
import { useState } from 'preact/hooks';
import { formatBytes } from '#domain/i18n/format';
import type { SwarmContent } from '#domain/swarm/swarm';
import type { TaskId } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import { Button } from '#ui/button';
import { useWords } from '#ui/words';

/** The files of a torrent, each to be chosen or left. What is saved already stays chosen. */
export function SwarmFiles({ id, content: { files } }: { id: TaskId; content: SwarmContent }) {
  const t = useWords();
  const stored = files.flatMap(({ wanted }, place) => (wanted ? [place] : []));
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(stored));
  const [note, setNote] = useState('');
  const everything = files.map((_, place) => place);
  const isChanged = chosen.size !== stored.length || stored.some((place) => !chosen.has(place));
  const toggle = (place: number, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(place);
    else next.delete(place);
    setChosen(next);
  };
  const apply = () => {
    callEngine('task.choose', { id, files: [...chosen] }).then(
      () => setNote(''),
      (error: unknown) => {
        console.error(error);
        setNote(t('swarm.failed'));
      },
    );
  };
  return (
    <>
      <ul class="swarm-files">
        {files.map(({ folder, name, size, saved }, place) => (
          <li key={place}>
            <label>
              <input
                type="checkbox"
                checked={chosen.has(place)}
                disabled={saved}
                onChange={(event) => toggle(place, event.currentTarget.checked)}
              />
              <span class="name">{folder === '' ? name : `${folder}/${name}`}</span>
              <span>{formatBytes(t.locale, size)}</span>
            </label>
          </li>
        ))}
      </ul>
      <span class="row-acts worded">
        <Button onPress={() => setChosen(new Set(everything))}>{t('swarm.all')}</Button>
        <Button onPress={() => setChosen(new Set(everything.filter((place) => files[place]?.saved)))}>
          {t('swarm.none')}
        </Button>
        {isChanged && chosen.size > 0 && (
          <Button look="ask" onPress={apply}>
            {t('swarm.apply')}
          </Button>
        )}
      </span>
      <p class="note" aria-live="polite">
        {note}
      </p>
    </>
  );
}
