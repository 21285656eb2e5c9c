import { useEffect, useState } from 'preact/hooks';
import { openPage } from '#platform/pages';
import { callBackground } from '#platform/engine-client';
import type { backgroundApi } from '#protocol/background-api';
import type { ResponseOf } from '#protocol/define';
import { Button } from '../button.tsx';
import { Icon } from '../icons.tsx';
import { useWords } from '../words.tsx';

type Standing = ResponseOf<typeof backgroundApi, 'consent.read'>['standing'];

/** Why Perseid leaves everything to the browser, until the policy is accepted. */
export function ConsentBanner() {
  const [standing, setStanding] = useState<Standing>('accepted');
  useEffect(() => void callBackground('consent.read', {}).then((consent) => setStanding(consent.standing)), []);
  return standing === 'accepted' ? null : <Banner standing={standing} />;
}

function Banner({ standing }: { standing: Exclude<Standing, 'accepted'> }) {
  const t = useWords();
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
