import { useEffect, useState } from 'preact/hooks';
import type { Ending } from '#domain/list/endings';
import type { Translate } from '#domain/i18n/translate';
import { nameOf } from '#domain/task/progress';
import { useWords } from '../words.tsx';

/** More that end at once are not named, but counted. */
const mostNamed = 3;
/** So many sentences stay: whoever is listening has heard the earlier ones. */
const kept = 12;

interface Saying {
  readonly number: number;
  readonly text: string;
}

/**
 * Read out, and nothing else: downloads have ended. Each sentence is added to the ones before, so that none that ends a moment later takes its
 * place before it is heard.
 * @param endings those that ended at once; another list: others
 */
export function Sayings({ endings }: { endings: readonly Ending[] }) {
  const t = useWords();
  const [said, setSaid] = useState<readonly Saying[]>([]);
  useEffect(() => {
    const texts = textsOf(t, endings);
    if (texts.length === 0) return;
    setSaid((before) => {
      const next = (before.at(-1)?.number ?? 0) + 1;
      return [...before, ...texts.map((text, index) => ({ number: next + index, text }))].slice(-kept);
    });
  }, [t, endings]);
  return (
    <div class="hidden-text" role="log">
      {said.map(({ number, text }) => (
        <p key={number}>{text}</p>
      ))}
    </div>
  );
}

/** One sentence for each that is saved or failed; of many, one for all of them. */
function textsOf(t: Translate, endings: readonly Ending[]): string[] {
  return (['saved', 'failed'] as const).flatMap((as) => {
    const tasks = endings.filter((ending) => ending.as === as).map(({ task }) => task);
    if (tasks.length > mostNamed) return [t(`say.${as}Many`, { count: tasks.length })];
    return tasks.map((task) => t(`say.${as}`, { name: nameOf(task) }));
  });
}
