import { Button } from '#ui/button';
import { Icon } from '#ui/icons';
import { useWords } from '#ui/words';

/** The stored downloads could not be read: what is shown may not be all. */
export function Unread({ onRetry }: { onRetry: () => void }) {
  const t = useWords();
  return (
    <p class="consent unread" role="alert">
      <Icon name="warn" />
      <span>{t('manager.unread')}</span>
      <Button look="ask" onPress={onRetry}>
        {t('act.retry')}
      </Button>
    </p>
  );
}
