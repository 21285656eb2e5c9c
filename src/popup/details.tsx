import './details.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { formatBytes, formatExactBytes, formatMoment } from '#domain/i18n/format';
import type { Translate } from '#domain/i18n/translate';
import { askedOf } from '#domain/task/asked';
import { bytesOf, isSaved, nameOf, siteOf, takesLink } from '#domain/task/progress';
import { mayTakeTorrent } from '#domain/task/reduce-swarm';
import type { Task } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import { Button, IconButton } from '#ui/button';
import { Fact } from './fact.tsx';
import { WhoSaw } from '#ui/traffic/who-saw';
import { useWords, WordsProvider } from '#ui/words';
import { SwarmFacts } from './swarm-facts.tsx';
import { Adjust } from './adjust.tsx';
import { ChecksumField } from './checksum-field.tsx';
import { checkFacts, checksText } from './checks-text.ts';
import { detailsWords } from './details-words.ts';
import { MirrorSwitch } from './mirror-switch.tsx';
import { NewLink } from './new-link.tsx';
import { TorrentField } from './torrent-field.tsx';
import { useCopy } from './use-copy.ts';

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
  const copy = useCopy();
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
        <Fact label={t('details.address')}>
          <span class="address">{task.source.url}</span>
          <Button onPress={() => void copy(task.source.url)}>{t('act.copy-address')}</Button>
        </Fact>
        {takesLink(task) && (
          <Fact label={t('details.newLink')}>
            <NewLink task={task} />
          </Fact>
        )}
        <Adjust task={task} />
        <MirrorSwitch task={task} />
        {task.swarm && <SwarmFacts task={task} swarm={task.swarm} live={live} />}
        {facts(t, task, live).map(([label, value]) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
        {task.swarm === null && (
          <Fact label={t('details.checksum')}>
            <ChecksumField task={task} />
          </Fact>
        )}
        {mayTakeTorrent(task) && (
          <Fact label={t('details.torrent')}>
            <TorrentField id={task.id} />
          </Fact>
        )}
        <Fact label={t('seen.title')}>
          <WhoSaw task={task} />
        </Fact>
      </dl>
    </main>
  );
}

/** Labels and values, in order. */
function facts(t: Translate, task: Task, live: Live | undefined): [string, string][] {
  const { file } = task;
  const now = Date.now();
  const exact = (bytes: number) =>
    t('details.bytes', { about: formatBytes(t.locale, bytes), exact: formatExactBytes(t.locale, bytes) });
  const list: [string, string][] = task.swarm ? [] : [[t('details.host'), siteOf(askedOf(task.source))]];
  if (file) list.push([t('details.size'), file.size === null ? t('details.sizeUnknown') : exact(file.size)]);
  if (!isSaved(task)) list.push([t('details.here'), exact(bytesOf(task, live))]);
  if (file && file.mime !== '') list.push([t('details.type'), file.mime]);
  list.push([t('details.folder'), task.folder === '' ? t('folder.root') : t('folder.sub', { path: task.folder })]);
  list.push([t('details.added'), formatMoment(t.locale, task.addedAt, now)]);
  if (isSaved(task)) list.push([t('details.saved'), formatMoment(t.locale, task.state.finishedAt, now)]);
  if (file) list.push([t('details.checks'), checksText(t, task)]);
  return [...list, ...checkFacts(t, task)];
}
