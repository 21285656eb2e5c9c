import { useEffect, useState } from 'preact/hooks';
import { callPrivacy } from '#platform/privacy-client';
import type { ResponseOf } from '#protocol/define';
import type { privacyApi } from '#protocol/privacy-api';
import { Button } from '#ui/button';
import { usePrivacy } from '#ui/privacy/use-privacy';
import { useWords } from '#ui/words';

type Counts = ResponseOf<typeof privacyApi, 'giving.read'>;

/** What was given back to the service, and how to take it back; nothing where nothing was. */
export function Given() {
  const t = useWords();
  const { privacy } = usePrivacy();
  const [counts, setCounts] = useState<Counts | null>(null);
  const take = (answer: Promise<Counts>): void => void answer.then(setCounts).catch(console.error);
  // How things stand is read anew when the user comes back to the page: then this is, too.
  useEffect(() => take(callPrivacy('giving.read', {})), [privacy]);
  if (counts === null || counts.waiting + counts.given + counts.regretted === 0) return null;
  const isOn = privacy.consent.grants.some(({ purpose, live }) => purpose === 'mirror-giving' && live);
  const { waiting, given, regretted, erasing } = counts;
  return (
    <section class="given" aria-labelledby="given">
      <h3 id="given">{t('given.title')}</h3>
      <div role="status">
        {waiting > 0 && <p>{t('given.waiting', { count: waiting })}</p>}
        {given > 0 && <p>{t('given.given', { count: given })}</p>}
        {regretted > 0 && <p>{t('given.regretted', { count: regretted })}</p>}
        {erasing && <p class="unit">{t('given.erasing')}</p>}
        {!isOn && <p class="unit">{t('given.off')}</p>}
      </div>
      {isOn && waiting + given > 0 && (
        <Button onPress={() => take(callPrivacy('giving.ask-back', {}))}>{t('given.askBack')}</Button>
      )}
    </section>
  );
}
