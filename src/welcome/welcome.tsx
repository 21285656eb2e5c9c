import './welcome.css';
import type { PolicyDocument } from '#domain/policy/document';
import { changesBetween } from '#domain/policy/history';
import { purposeIds } from '#domain/policy/purpose';
import { Button } from '#ui/button';
import { Icon, Mark } from '#ui/icons';
import { PolicyText } from '#ui/privacy/policy-text';
import { PurposeSwitch } from '#ui/privacy/purpose-switch';
import { PrivacyProvider, usePrivacy, usePrivacyControl, type Privacy } from '#ui/privacy/use-privacy';
import { useWords } from '#ui/words';

interface WelcomeProps {
  readonly first: Privacy;
  /** The policy that this program carries, and the one that was decided on before. */
  readonly current: PolicyDocument | null;
  readonly before: PolicyDocument | null;
}

/** What it does, the policy to accept or decline, and the switches, all off. */
export function Welcome({ first, current, before }: WelcomeProps) {
  const t = useWords();
  const control = usePrivacyControl(first);
  return (
    <PrivacyProvider value={control}>
      <main class="welcome">
        <header>
          <Mark />
          <h1>{t('welcome.title')}</h1>
        </header>
        <section aria-labelledby="does">
          <h2 id="does">{t('welcome.does')}</h2>
          <p>{t('welcome.doesText')}</p>
        </section>
        <section aria-labelledby="policy">
          <h2 id="policy">{t('welcome.policy')}</h2>
          <ul class="short">
            <li>{t('welcome.nothing')}</li>
            <li>{t('welcome.grants')}</li>
            <li>{t('welcome.ledger')}</li>
            <li>{t('welcome.noNumber')}</li>
          </ul>
          {current && before && current.version !== before.version && <Changes from={before} to={current} />}
          {current && (
            <details>
              <summary>{t('welcome.wholePolicy')}</summary>
              <PolicyText document={current} />
            </details>
          )}
          <Decision />
        </section>
        <section aria-labelledby="switches">
          <h2 id="switches">{t('welcome.switches')}</h2>
          <p>{t('welcome.switchesText')}</p>
          {purposeIds.map((id) => (
            <PurposeSwitch key={id} id={id} />
          ))}
        </section>
      </main>
    </PrivacyProvider>
  );
}

/** The user's word, and what it means. Either can be taken back. */
function Decision() {
  const t = useWords();
  const { privacy, failed, decide } = usePrivacy();
  const { standing } = privacy.consent;
  const said = { accepted: t('welcome.accepted'), declined: t('welcome.declined'), changed: '', unasked: '' };
  return (
    <div class="decision">
      <p class="hint">{standing === 'changed' ? t('welcome.stopText') : t('welcome.declineText')}</p>
      <p class="acts">
        <Button onPress={() => decide('accepted')}>{t('welcome.accept')}</Button>
        <Button onPress={() => decide('declined')}>{t('welcome.decline')}</Button>
      </p>
      <p class="outcome" role="status">
        {standing === 'accepted' && <Icon name="check" />}
        {failed ? t('options.notSaved') : said[standing]}
      </p>
    </div>
  );
}

/** What is new in the policy, clause by clause. */
function Changes({ from, to }: { from: PolicyDocument; to: PolicyDocument }) {
  const t = useWords();
  const { standing } = usePrivacy().privacy.consent;
  return (
    <div class="changes" role="region" aria-label={t('welcome.changes')}>
      <h3>{t('welcome.changes')}</h3>
      <p>{standing === 'accepted' ? t('welcome.rewordedText') : t('welcome.changesText')}</p>
      {changesBetween(from, to).map(({ id, title, gone, come }) => (
        <section key={id}>
          <h4>{title}</h4>
          {gone.map((line) => (
            <p key={line}>
              <del>{line}</del>
            </p>
          ))}
          {come.map((line) => (
            <p key={line}>
              <ins>{line}</ins>
            </p>
          ))}
        </section>
      ))}
    </div>
  );
}
