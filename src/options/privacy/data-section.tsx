import { useState } from 'preact/hooks';
import { readOwnData } from '#platform/own-data';
import { callPrivacy } from '#platform/privacy-client';
import { saveFile } from '#platform/save-file';
import { Button } from '#ui/button';
import { useWords } from '#ui/words';

const asText = async (): Promise<string> => JSON.stringify(await readOwnData(), null, 1);

/** The rights to what is kept: to see it, take it along, and erase it. */
export function DataSection() {
  const t = useWords();
  const [shown, setShown] = useState<string | null>(null);
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
      <Erasure onErased={() => setShown(null)} />
    </div>
  );
}

/** Asked twice, for it cannot be undone; says what a look afterwards found. */
function Erasure({ onErased }: { onErased: () => void }) {
  const t = useWords();
  const [asking, setAsking] = useState(false);
  const [given, setGiven] = useState(0);
  const ask = (): void => {
    setAsking(true);
    callPrivacy('giving.read', {})
      .then((counts) => setGiven(counts.given + counts.regretted))
      .catch(console.error);
  };
  const [left, setLeft] = useState<readonly string[] | null>(null);
  const erase = (): void => {
    setAsking(false);
    callPrivacy('data.erase', {})
      .then((answer) => {
        setLeft(answer.left);
        onErased();
      })
      .catch((error: unknown) => {
        console.error(error);
        setLeft([String(error)]);
      });
  };
  return (
    <>
      {asking ? (
        <p class="rule-acts" role="group" aria-label={t('privacy.eraseSure')}>
          <span>{t('privacy.eraseSure')}</span>
          {given > 0 && <span>{t('privacy.eraseGiven', { count: given })}</span>}
          <Button onPress={erase}>{t('privacy.eraseYes')}</Button>
          <Button onPress={() => setAsking(false)}>{t('privacy.eraseNo')}</Button>
        </p>
      ) : (
        <p class="rule-acts">
          <Button onPress={ask}>{t('privacy.erase')}</Button>
        </p>
      )}
      <p class={left !== null && left.length > 0 ? 'wrong' : 'saved'} role="status">
        {left !== null && (left.length === 0 ? t('privacy.erased') : t('privacy.notErased', { left: left.join(', ') }))}
      </p>
    </>
  );
}
