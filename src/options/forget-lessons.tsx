import { useState } from 'preact/hooks';
import { callEngine } from '#platform/engine-client';
import { Button } from '#ui/button';
import { Icon } from '#ui/icons';
import { useWords } from '#ui/words';

/** What was learned of servers, and how to be rid of it. */
export function ForgetLessons() {
  const t = useWords();
  const [outcome, setOutcome] = useState<'done' | 'failed' | null>(null);
  const forget = async () => {
    try {
      await callEngine('lessons.forget', {});
      setOutcome('done');
    } catch (error) {
      console.error('What was learned could not be forgotten:', error);
      setOutcome('failed');
    }
  };
  return (
    <div class="setting">
      <div class="setting-words">
        <h3>{t('options.lessons')}</h3>
        <p>{t('options.lessonsText')}</p>
      </div>
      <div class="setting-control">
        <Button onPress={() => void forget()}>{t('options.forget')}</Button>
      </div>
      <div class="setting-outcome" aria-live="polite">
        {outcome === 'done' && (
          <p class="saved">
            <Icon name="check" />
            {t('options.forgotten')}
          </p>
        )}
        {outcome === 'failed' && <p class="wrong">{t('options.notForgotten')}</p>}
      </div>
    </div>
  );
}
