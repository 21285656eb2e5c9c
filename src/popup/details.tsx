import { useLayoutEffect, useRef } from 'preact/hooks';
import { nameOf } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import { IconButton } from '#ui/button';
import { Adjust } from '#ui/details/adjust';
import { detailsWords } from '#ui/details/details-words';
import { AddressFact, ChecksumFact, FileFacts, SeenFact, TorrentFact } from '#ui/details/facts';
import { MirrorSwitch } from '#ui/details/mirror-switch';
import { SwarmFacts } from '#ui/details/swarm-facts';
import { useWords, WordsProvider } from '#ui/words';

interface DetailsProps {
  readonly task: Task;
  readonly live: Live | undefined;
  readonly onClose: () => void;
}

/** Everything there is to know about one download. Escape leads back to its row. */
export function Details(props: DetailsProps) {
  return (
    <WordsProvider words={detailsWords}>
      <Properties {...props} />
    </WordsProvider>
  );
}

function Properties({ task, live, onClose }: DetailsProps) {
  const t = useWords();
  const panel = useRef<HTMLElement>(null);
  // Before it can be seen: a key that is pressed at once must find the focus here.
  useLayoutEffect(() => panel.current?.querySelector('button')?.focus(), []);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <main ref={panel} class="details" aria-labelledby="details-title" onKeyDown={closeOnEscape}>
      <div class="details-head">
        <IconButton icon="back" label={t('details.back')} onPress={onClose} />
        <h2 id="details-title">{t('details.title')}</h2>
      </div>
      <p class="details-name">{nameOf(task)}</p>
      <dl>
        <AddressFact task={task} />
        <Adjust task={task} />
        <MirrorSwitch task={task} />
        {task.swarm && <SwarmFacts task={task} swarm={task.swarm} live={live} />}
        <FileFacts task={task} live={live} />
        <ChecksumFact task={task} />
        <TorrentFact task={task} />
        <SeenFact task={task} />
      </dl>
    </main>
  );
}
