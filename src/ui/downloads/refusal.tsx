import './downloads.css';
import { errorSentence } from '#domain/i18n/error-text';
import type { ErrorCode } from '#domain/error';
import { openOptionsPage } from '#platform/pages';
import { IconButton } from '../button.tsx';
import { Icon, Mark } from '../icons.tsx';
import { useWords } from '../words.tsx';

/** Instead of the list: why the stored downloads cannot be shown. */
export function Refusal({ code }: { code: ErrorCode }) {
  const t = useWords();
  return (
    <div class="refused">
      <header class="header">
        <Mark />
        <h1>{t('app.name')}</h1>
        <p class="totals" />
        <IconButton icon="gear" label={t('app.options')} onPress={openOptionsPage} />
      </header>
      <p class="refusal" role="alert">
        <Icon name="warn" />
        {errorSentence(t, { code })}
      </p>
    </div>
  );
}
