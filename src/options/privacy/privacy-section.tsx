import './privacy-section.css';
import { purposeIds } from '#domain/policy/purpose';
import { openPage } from '#platform/pages';
import { Button } from '#ui/button';
import { PurposeSwitch } from '#ui/privacy/purpose-switch';
import { usePrivacy, type Privacy } from '#ui/privacy/use-privacy';
import { useLater } from '#ui/use-later';
import { useWords } from '#ui/words';
import { Mismatches } from './mismatches.tsx';
import { ServiceSetting } from './service-setting.tsx';

/** Options → Privacy: what was decided, what may be sent, what was, and the rights to it. */
export function PrivacySection() {
  const t = useWords();
  const { privacy, failed } = usePrivacy();
  const records = useLater(() => import('./records.tsx'));
  const words = {
    accepted: isReworded(privacy) ? t('privacy.reworded') : t('privacy.accepted'),
    declined: t('privacy.declined'),
    unasked: t('privacy.unasked'),
    changed: t('privacy.changed'),
  };
  return (
    <>
      <Mismatches />
      <div class="setting">
        <div class="setting-words">
          <h3>{t('privacy.policy')}</h3>
          <p role="status">{words[privacy.consent.standing]}</p>
        </div>
        <div class="setting-control">
          <Button onPress={() => openPage('welcome.html')}>{t('privacy.decide')}</Button>
        </div>
        <div class="setting-outcome">{failed && <p class="wrong">{t('options.notSaved')}</p>}</div>
      </div>
      <ServiceSetting />
      {purposeIds.map((id) => (
        <PurposeSwitch key={id} id={id} />
      ))}
      {records && <records.Records />}
    </>
  );
}

/** The edition that was accepted is not the newest, and says the same. */
const isReworded = ({ consent: { standing, decision, policy } }: Privacy): boolean =>
  standing === 'accepted' && decision !== null && decision.version !== policy.version;
