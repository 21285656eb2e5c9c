import { useEffect, useState } from 'preact/hooks';
import type { Translate } from '#domain/i18n/translate';
import { readOwnData } from '#platform/own-data';
import { callPrivacy } from '#platform/privacy-client';
import { saveFile } from '#platform/save-file';
import type { ResponseOf } from '#protocol/define';
import type { privacyApi } from '#protocol/privacy-api';
import { Button } from '#ui/button';
import { isGranted, usePrivacy } from '#ui/privacy/use-privacy';
import { useWords } from '#ui/words';

const asText = async (): Promise<string> => JSON.stringify(await readOwnData(), null, 1);

/** The rights to what is kept: to see it, take it along, and erase it. */
export function DataSection() {
  const t = useWords();
  const { look } = usePrivacy();
  const [shown, setShown] = useState<string | null>(null);
  const forget = (): void => {
    setShown(null);
    look();
  };
  return (
    <div class="own-data">
      <h3>{t('privacy.data')}</h3>
      <p class="unit">{t('privacy.dataText')}</p>
      <p class="rule-acts">
        <Button onPress={() => void asText().then(setShown)}>{t('privacy.see')}</Button>
        <Button onPress={() => void asText().then((text) => saveFile('perseid-data.json', text))}>
          {t('privacy.export')}
        </Button>
      </p>
      {shown !== null && (
        <pre tabIndex={0} role="region" aria-label={t('privacy.data')}>
          {shown}
        </pre>
      )}
      <Erasure onErased={forget} />
    </div>
  );
}

/** Asked twice, for it cannot be undone; says what a look afterwards found. */
function Erasure({ onErased }: { onErased: () => void }) {
  const t = useWords();
  const [isAsking, setAsking] = useState(false);
  const [erased, setErased] = useState<Erased | null>(null);
  const erase = (askBack: boolean): void => {
    setAsking(false);
    callPrivacy('data.erase', { askBack })
      .then((answer) => {
        setErased(answer);
        onErased();
      })
      .catch((error: unknown) => {
        console.error(error);
        setErased({ left: [String(error)], asking: 0 });
      });
  };
  return (
    <>
      {isAsking ? (
        <Question onErase={erase} onKeep={() => setAsking(false)} />
      ) : (
        <p class="rule-acts">
          <Button onPress={() => setAsking(true)}>{t('privacy.erase')}</Button>
        </p>
      )}
      <p class={erased !== null && erased.left.length > 0 ? 'wrong' : 'saved'} role="status">
        {erased !== null && told(t, erased)}
      </p>
    </>
  );
}

type Erased = ResponseOf<typeof privacyApi, 'data.erase'>;

function told(t: Translate, { left, asking }: Erased): string {
  if (left.length > 0) return t('privacy.notErased', { left: left.join(', ') });
  return asking > 0 ? t('privacy.erasedBut', { count: asking }) : t('privacy.erased');
}

interface QuestionProps {
  readonly onErase: (askBack: boolean) => void;
  readonly onKeep: () => void;
}

/** What the service was given can be asked back only while that is switched on. */
function Question({ onErase, onKeep }: QuestionProps) {
  const t = useWords();
  const { privacy } = usePrivacy();
  const [counts, setCounts] = useState<ResponseOf<typeof privacyApi, 'giving.read'> | null>(null);
  useEffect(() => {
    callPrivacy('giving.read', {}).then(setCounts).catch(console.error);
  }, []);
  const given = counts === null ? 0 : counts.given + counts.regretted;
  const elsewhere = counts?.elsewhere ?? [];
  const isGiven = given > 0 || elsewhere.length > 0;
  const canAsk = isGranted(privacy, 'mirror-giving');
  return (
    <p class="rule-acts" role="group" aria-label={t('privacy.eraseSure')}>
      <span>{t('privacy.eraseSure')}</span>
      {given > 0 && <span>{t('privacy.eraseGiven', { count: given })}</span>}
      {elsewhere.map(({ host, count }) => (
        <span key={host}>{t('privacy.eraseElsewhere', { service: host, count })}</span>
      ))}
      {given > 0 && !canAsk && <span>{t('given.off')}</span>}
      {given > 0 && canAsk && <Button onPress={() => onErase(true)}>{t('privacy.eraseAskBack')}</Button>}
      <Button onPress={() => onErase(false)}>{isGiven ? t('privacy.eraseNow') : t('privacy.eraseYes')}</Button>
      <Button onPress={onKeep}>{t('privacy.eraseNo')}</Button>
    </p>
  );
}
