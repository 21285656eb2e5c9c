import { useEffect, useState } from 'preact/hooks';
import { openPage } from '#platform/pages';
import { callPrivacy } from '#platform/privacy-client';
import { Button } from '../button.tsx';
import { Icon } from '../icons.tsx';
import { useWords } from '../words.tsx';

/** The browser saw a request of Perseid that neither the list of contacts nor a download accounts for: a red banner, or nothing. */
export function MismatchBanner() {
  const t = useWords();
  const [host, setHost] = useState<string | null>(null);
  useEffect(
    () => void callPrivacy('witness.read', {}).then(({ mismatches }) => setHost(mismatches.at(-1)?.host ?? null)),
    [],
  );
  if (host === null) return null;
  return (
    <p class="consent mismatch" role="alert">
      <Icon name="warn" />
      <span>{t('policy.mismatch', { host })}</span>
      <Button look="ask" onPress={() => openPage('options.html#privacy')}>
        {t('policy.seeWhich')}
      </Button>
    </p>
  );
}
