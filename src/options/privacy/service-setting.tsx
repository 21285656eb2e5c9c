import { useState } from 'preact/hooks';
import { addressProblems, readServiceAddress } from '#domain/policy/service-address';
import { callPrivacy } from '#platform/privacy-client';
import { requestSites } from '#platform/site-access';
import { Button } from '#ui/button';
import { usePrivacy } from '#ui/privacy/use-privacy';
import { useWords } from '#ui/words';

type Outcome = (typeof addressProblems)[number] | 'stored' | 'needs-access' | 'failed';

/** Stores what was entered. The browser is asked for access to it in the same click. */
function useStoring(text: string): { outcome: Outcome | null; save: () => void } {
  const { setAddress } = usePrivacy();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const store = async (allowed: Promise<boolean>): Promise<Outcome> => {
    if (!(await allowed)) return 'needs-access';
    const { address, problem } = await callPrivacy('service.set', { address: text });
    setAddress(address);
    return problem ?? 'stored';
  };
  const save = (): void => {
    const { address, problem } = readServiceAddress(text);
    if (address === null) return setOutcome(problem);
    // Asked in the click's own turn, or the browser refuses to ask.
    const allowed = address === '' ? Promise.resolve(true) : requestSites([new URL(address).hostname]);
    store(allowed)
      .then(setOutcome)
      .catch((error: unknown) => {
        console.error(error);
        setOutcome('failed');
      });
  };
  return { outcome, save };
}

/** Where the service is: nowhere, by default. */
export function ServiceSetting() {
  const t = useWords();
  const { privacy } = usePrivacy();
  const [text, setText] = useState(privacy.address);
  const { outcome, save } = useStoring(text);
  const words: Record<Outcome, string> = {
    'not-an-address': t('privacy.badAddress'),
    'not-https': t('privacy.notHttps'),
    'not-plain': t('privacy.notPlain'),
    'no-fingerprint': t('privacy.noFingerprint'),
    'needs-access': t('privacy.needsAccess'),
    stored: t('privacy.stored'),
    failed: t('options.notSaved'),
  };
  return (
    <div class="setting">
      <div class="setting-words">
        <label for="service">{t('privacy.service')}</label>
        <p id="about-service">{t('privacy.serviceText')}</p>
      </div>
      <form
        class="setting-control"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input
          id="service"
          class="field"
          type="text"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="about-service"
          placeholder={t('privacy.serviceNone')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Button onPress={save}>{t('privacy.save')}</Button>
      </form>
      <div class="setting-outcome" aria-live="polite">
        {outcome !== null && <p class={outcome === 'stored' ? 'saved' : 'wrong'}>{words[outcome]}</p>}
      </div>
    </div>
  );
}
