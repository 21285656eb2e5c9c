import { useState } from 'preact/hooks';
import { Button } from '#ui/button';
import { useWords } from '#ui/words';
import { ProofResult } from './proof-result.tsx';
import { useProof } from './use-proof.ts';

/** A download of the user's choice, and whom Perseid contacted meanwhile. */
export function ProveIt() {
  const t = useWords();
  const [link, setLink] = useState('');
  const { proof, run, stop } = useProof();
  return (
    <section class="prove-it" aria-labelledby="prove-it">
      <h3 id="prove-it">{t('prove.title')}</h3>
      <p class="unit">{t('prove.text')}</p>
      <form
        class="prove-link"
        onSubmit={(event) => {
          event.preventDefault();
          if (proof.kind !== 'running') run(link);
        }}
      >
        <input
          class="field"
          type="text"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          aria-label={t('prove.link')}
          placeholder={t('prove.link')}
          value={link}
          onInput={(event) => setLink(event.currentTarget.value)}
        />
        {proof.kind === 'running' ? (
          <Button onPress={stop}>{t('prove.stop')}</Button>
        ) : (
          <Button onPress={() => run(link)}>{t('prove.run')}</Button>
        )}
      </form>
      <div class="prove-outcome" role="status">
        {proof.kind === 'running' && <p>{t('prove.running')}</p>}
        {proof.kind === 'refused' && <p class="wrong">{proof.why}</p>}
        {proof.kind === 'done' && <ProofResult evidence={proof.evidence} />}
      </div>
    </section>
  );
}
