import { useEffect, useState } from 'preact/hooks';
import type { Bundle } from '#domain/notice/bundle';
import { urgentNotices } from '#domain/notice/urgent';
import { openPage } from '#platform/pages';
import { callPrivacy } from '#platform/privacy-client';
import { Button } from '../button.tsx';
import { Icon } from '../icons.tsx';
import { useWords } from '../words.tsx';

/** A notice of security or of an incident, signed by the service, until it is put away; or nothing. */
export function NoticeBanner() {
  const t = useWords();
  const [notices, setNotices] = useState<Bundle['notices']>([]);
  useEffect(
    () =>
      void callPrivacy('notices.read', {}).then(({ held, seen }) => {
        if (held !== null) setNotices(urgentNotices(held.bundle, seen));
      }),
    [],
  );
  const [latest] = notices;
  if (latest === undefined) return null;
  const putAway = (): void => {
    setNotices([]);
    void callPrivacy('notices.seen', { ids: notices.map(({ id }) => id) });
  };
  return (
    <p class="consent" role="alert">
      <Icon name="warn" />
      <span>{t(latest.kind === 'security' ? 'policy.security' : 'policy.incident', { title: latest.title })}</span>
      <Button look="ask" onPress={() => openPage('options.html#privacy')}>
        {t('policy.seeWhich')}
      </Button>
      <Button onPress={putAway}>{t('policy.putAway')}</Button>
    </p>
  );
}
