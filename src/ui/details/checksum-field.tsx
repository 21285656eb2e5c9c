import { useState } from 'preact/hooks';
import type { Task } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import { Button } from '../button.tsx';
import { useWords } from '../words.tsx';

/** Takes a checksum from the user, as long as the bytes are here to be checked. */
export function ChecksumField({ task }: { task: Task }) {
  const t = useWords();
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  if (task.state.kind === 'done' || task.state.kind === 'exporting') return <>{t('details.checksumLate')}</>;
  const apply = async () => {
    const { algorithm } = await callEngine('task.expect', { id: task.id, text });
    if (algorithm === null) return setNote(t('details.checksumBad'));
    setText('');
    setNote(t('details.checksumSet', { algorithm: algorithm.toUpperCase() }));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    apply().catch((error: unknown) => {
      console.error(error);
      setNote(t('error.internal'));
    });
  };
  return (
    <form class="checksum" onSubmit={submit}>
      <input
        class="field"
        type="text"
        autocomplete="off"
        spellcheck={false}
        aria-label={t('details.checksum')}
        aria-describedby="checksum-note"
        placeholder={t('details.checksumPaste')}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Button onPress={submit}>{t('details.checksumUse')}</Button>
      <span id="checksum-note" aria-live="polite">
        {note}
      </span>
    </form>
  );
}
