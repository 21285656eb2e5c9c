import './swarm-card.css';
import { useState } from 'preact/hooks';
import { firefoxCategories } from '#domain/policy/firefox-consent';
import { trackerHosts } from '#domain/swarm/asking';
import { nobodyNamed, readNamed, type Named } from '#domain/swarm/named';
import type { TaskId } from '#domain/task/task';
import { requestConsent } from '#platform/data-consent';
import { callEngine } from '#platform/engine-client';
import { sitesForTrackers } from '#platform/tracker-sockets';
import { Button } from '../button.tsx';
import { useWords, WordsProvider } from '../words.tsx';
import { swarmWords } from './swarm-words.tsx';
import { useCardActs } from './use-card-acts.tsx';

/** The user agrees that these are asked, too. In a click's first turn. */
async function widen(id: TaskId, named: Named): Promise<void> {
  const seeds = named.webSeeds.map((seed) => new URL(seed).hostname);
  // Without access to some, others may still have it.
  await requestConsent(firefoxCategories.swarm, [...seeds, ...sitesForTrackers(trackerHosts(named.trackers))]);
  await callEngine('task.widen', { id, named });
}

/** Another link to a torrent that runs names more: they are asked only if the user wants it. */
export function MoreNamed(props: { id: TaskId; offered: Named }) {
  return (
    <WordsProvider words={swarmWords}>
      <Offered {...props} />
    </WordsProvider>
  );
}

function Offered({ id, offered }: { id: TaskId; offered: Named }) {
  const t = useWords();
  const { failed, act } = useCardActs();
  return (
    <div class="card">
      <p>{t('swarm.offered')}</p>
      <ul class="trackers">
        {[...offered.trackers, ...offered.webSeeds].map((address) => (
          <li key={address}>{address}</li>
        ))}
      </ul>
      {failed && <p role="alert">{t('swarm.failed')}</p>}
      <span class="row-acts worded">
        <Button look="ask" onPress={act(() => widen(id, offered))}>
          {t('swarm.askToo')}
        </Button>
        <Button onPress={act(() => callEngine('task.widen', { id, named: nobodyNamed }))}>{t('swarm.leaveOut')}</Button>
      </span>
    </div>
  );
}

/** In the properties of a torrent: a tracker, or a web server that has its files, of the user's own choice. */
export function AddNamed({ id }: { id: TaskId }) {
  const t = useWords();
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const add = () => {
    const named = readNamed(text);
    if (named === null) return setNote(t('swarm.addBad'));
    widen(id, named).then(
      () => {
        setText('');
        setNote('');
      },
      (error: unknown) => {
        console.error(error);
        setNote(t('swarm.failed'));
      },
    );
  };
  return (
    <form
      class="card-next"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <input
        class="field"
        type="text"
        inputMode="url"
        autocomplete="off"
        spellcheck={false}
        aria-label={t('swarm.add')}
        placeholder={t('swarm.add')}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== '' && <Button onPress={add}>{t('swarm.addNow')}</Button>}
      <p class="note" aria-live="polite">
        {note || t('swarm.addNote')}
      </p>
    </form>
  );
}
