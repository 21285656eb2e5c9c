import { useEffect, useState } from 'preact/hooks';
import { formatMoment } from '#domain/i18n/format';
import { epsilonIn28Days } from '#domain/stats/budget';
import { epsilon } from '#domain/stats/randomise';
import { callPrivacy } from '#platform/privacy-client';
import type { ResponseOf } from '#protocol/define';
import type { privacyApi } from '#protocol/privacy-api';
import { isGranted, usePrivacy } from '#ui/privacy/use-privacy';
import { useWords } from '#ui/words';

type Next = ResponseOf<typeof privacyApi, 'statistics.read'>['next'];

/** It is drawn right after the switch: until then it is looked again after this time, ms. */
const pace = 500;

/** The next report of the statistics, to the letter; nothing, as long as they are off. */
export function NextReport() {
  const t = useWords();
  const { privacy } = usePrivacy();
  const isOn = isGranted(privacy, 'statistics');
  const [next, setNext] = useState<Next>(null);
  useEffect(() => {
    let timer = 0;
    const look = async (): Promise<void> => {
      const found = await callPrivacy('statistics.read', {});
      setNext(found.next);
      if (found.next === null) timer = window.setTimeout(() => void look(), pace);
    };
    if (isOn) void look();
    return () => window.clearTimeout(timer);
  }, [isOn, privacy]);
  if (!isOn) return null;
  return (
    <section class="next-report" aria-labelledby="next-report">
      <h3 id="next-report">{t('statistics.title')}</h3>
      <p class="unit">{t('statistics.text', { each: epsilon, month: epsilonIn28Days })}</p>
      {next === null ? (
        <p class="none">{t('statistics.none')}</p>
      ) : (
        <>
          <p>{t('statistics.when', { when: formatMoment(t.locale, next.at, Date.now()) })}</p>
          <pre tabIndex={0} role="region" aria-label={t('statistics.title')}>
            {next.request}
          </pre>
        </>
      )}
    </section>
  );
}
