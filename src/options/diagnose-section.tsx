import { useState } from 'preact/hooks';
import { Button } from '#ui/button';
import { useWords } from '#ui/words';

/** How things stand on this device, as text for somebody who helps: seen before it is copied, and never sent. */
export function DiagnoseSection() {
  const t = useWords();
  const [found, setFound] = useState<string | null>(null);
  const [isCopied, setCopied] = useState(false);
  const look = async (): Promise<void> => {
    const { findOut } = await import('./find-out.ts');
    setFound(await findOut(t.locale));
    setCopied(false);
  };
  return (
    <div class="own-data">
      <p class="unit">{t('options.diagnoseText')}</p>
      <p class="rule-acts">
        <Button onPress={() => void look()}>{t('options.diagnoseLook')}</Button>
        {found !== null && (
          <Button onPress={() => void navigator.clipboard.writeText(found).then(() => setCopied(true))}>
            {t('options.diagnoseCopy')}
          </Button>
        )}
      </p>
      <p role="status">{isCopied && t('options.diagnoseCopied')}</p>
      {found !== null && (
        <pre tabIndex={0} role="region" aria-label={t('options.diagnose')} lang="en" dir="ltr">
          {found}
        </pre>
      )}
    </div>
  );
}
