import { formatBytes, formatExactBytes, formatMoment } from '#domain/i18n/format';
import type { Translate } from '#domain/i18n/translate';
import { mayLeave, mayTakeTorrent } from '#domain/task/reduce-swarm';
import { askedOf } from '#domain/task/asked';
import { bytesOf, folderOf, isSaved, siteOf, takesLink } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import { Button } from '../button.tsx';
import { useCopy } from '../downloads/use-copy.tsx';
import { WhoSaw } from '../traffic/who-saw.tsx';
import { useWords } from '../words.tsx';
import { checkFacts, checksText } from './checks-text.tsx';
import { ChecksumField } from './checksum-field.tsx';
import { Fact } from './fact.tsx';
import { NewLink } from './new-link.tsx';
import { LeaveTorrent, TorrentField } from './torrent-field.tsx';

/** Where it comes from; and where it may go on from, while it stands still. */
export function AddressFact({ task }: { task: Task }) {
  const t = useWords();
  const copy = useCopy();
  return (
    <>
      <Fact label={t('details.address')}>
        <span class="address">{task.source.url}</span>
        <Button onPress={() => void copy(task.source.url)}>{t('act.copy-address')}</Button>
      </Fact>
      {takesLink(task) && (
        <Fact label={t('details.newLink')}>
          <NewLink task={task} />
        </Fact>
      )}
    </>
  );
}

/** What is known of the file. */
export function FileFacts({ task, live }: { task: Task; live: Live | undefined }) {
  return (
    <>
      {facts(useWords(), task, live).map(([label, value]) => (
        <Fact key={label} label={label}>
          {value}
        </Fact>
      ))}
    </>
  );
}

/** A checksum from the user. A torrent has its own. */
export function ChecksumFact({ task }: { task: Task }) {
  const t = useWords();
  if (task.swarm !== null) return null;
  return (
    <Fact label={t('details.checksum')}>
      <ChecksumField task={task} />
    </Fact>
  );
}

/** The torrent of its file, from the user: then it comes from both, until that is left. */
export function TorrentFact({ task }: { task: Task }) {
  const t = useWords();
  const leaves = mayLeave(task);
  if (!leaves && !mayTakeTorrent(task)) return null;
  return (
    <Fact label={t('details.torrent')}>{leaves ? <LeaveTorrent id={task.id} /> : <TorrentField id={task.id} />}</Fact>
  );
}

/** Who saw the user's address for it. */
export function SeenFact({ task }: { task: Task }) {
  const t = useWords();
  return (
    <Fact label={t('seen.title')}>
      <WhoSaw task={task} />
    </Fact>
  );
}

/** Where it goes, and whether that is so by a rule. */
function folderText(t: Translate, task: Task): string {
  const path = folderOf(task);
  const folder = path === '' ? t('folder.root') : t('folder.sub', { path });
  return task.placedBy === 'rule' ? t('details.folderByRule', { folder }) : folder;
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
  list.push([t('details.folder'), folderText(t, task)]);
  list.push([t('details.added'), formatMoment(t.locale, task.addedAt, now)]);
  if (isSaved(task)) list.push([t('details.saved'), formatMoment(t.locale, task.state.finishedAt, now)]);
  if (file) list.push([t('details.checks'), checksText(t, task)]);
  return [...list, ...checkFacts(t, task)];
}
