import { useEffect, useState } from 'preact/hooks';
import { openPage } from '#platform/pages';
import { callPrivacy } from '#platform/privacy-client';
import type { ConsentView } from '#protocol/privacy-api';
import { Button } from '#ui/button';
import { Icon } from '#ui/icons';
import { useWords } from '#ui/words';

/** Why Perseid leaves everything to the browser, until the policy is accepted. */
export function ConsentBanner() {
  const t = useWords();
  const [standing, setStanding] = useState<ConsentView['standing']>('accepted');
  useEffect(() => void callPrivacy('consent.read', {}).then((consent) => setStanding(consent.standing)), []);
  if (standing === 'accepted') return null;
  const words = {
    unasked: t('policy.unasked'),
    declined: t('policy.declined'),
    changed: t('policy.changed'),
  };
  return (
    <p class="consent" role="alert">
      <Icon name="warn" />
      <span>{words[standing]}</span>
      <Button look="ask" onPress={() => openPage('welcome.html')}>
        {t('policy.readIt')}
      </Button>
    </p>
  );
}
