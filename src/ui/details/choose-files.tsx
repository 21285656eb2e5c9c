import { useState } from 'preact/hooks';
import { choiceOf, isSameChoice, type SwarmContent } from '#domain/swarm/swarm';
import type { TaskId } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import { Button } from '../button.tsx';
import { useWords } from '../words.tsx';
import { SwarmFiles } from './swarm-files.tsx';

/** The files of a torrent in its properties: what is changed holds when that is said. */
export function ChooseFiles({ id, content }: { id: TaskId; content: SwarmContent }) {
  const t = useWords();
  const stored = choiceOf(content);
  const [choice, setChoice] = useState(stored);
  const [note, setNote] = useState('');
  const apply = () => {
    callEngine('task.choose', { id, choice: { ...choice, wanted: [...choice.wanted], first: [...choice.first] } }).then(
      () => setNote(''),
      (error: unknown) => {
        console.error(error);
        setNote(t('swarm.failed'));
      },
    );
  };
  return (
    <>
      <SwarmFiles files={content.files} choice={choice} onChoose={setChoice} />
      {!isSameChoice(choice, stored) && choice.wanted.length > 0 && (
        <span class="row-acts worded">
          <Button look="ask" onPress={apply}>
            {t('swarm.apply')}
          </Button>
        </span>
      )}
      <p class="note" aria-live="polite">
        {choice.wanted.length === 0 ? t('swarm.chooseOne') : note}
      </p>
    </>
  );
}
