import { useState } from 'preact/hooks';
import { isMagnet } from '#domain/swarm/magnet-type';
import type { Task } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import { requestSites } from '#platform/site-access';
import { Button } from '../button.tsx';
import { useWords } from '../words.tsx';
import { parseLinks, shorten } from '#domain/add/links';
import { failure } from '../downloads/failure.tsx';
import { givenLink } from '../downloads/use-adding.tsx';

/** The field that gives an unfinished download a new link; whether it is of the same file is proven before it goes on. */
export function NewLink({ task }: { task: Task }) {
  const t = useWords();
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const give = async (url: string) => {
    // Nothing is asked where the site is allowed already.
    const host = new URL(url).hostname;
    if (!(await requestSites([host]))) return setNote(t('toast.siteDenied', { site: host }));
    await callEngine('task.add', givenLink(url, task.id));
    setNote(t('details.checking'));
  };
  const use = () => {
    const url = parseLinks(text).links.find((link) => !isMagnet(link));
    if (url === undefined) return setNote(text === '' ? t('add.empty') : t('add.bad', { link: shorten(text) }));
    give(url).catch((error: unknown) => setNote(failure(t, error)));
  };
  return (
    <form class="new-link" onSubmit={(event) => event.preventDefault()}>
      <input
        class="field"
        spellcheck={false}
        autocomplete="off"
        aria-label={t('details.newLink')}
        placeholder={t('act.paste-link')}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && use()}
      />
      <Button onPress={use}>{t('details.useLink')}</Button>
      <p class="note" aria-live="polite">
        {note}
      </p>
    </form>
  );
}
