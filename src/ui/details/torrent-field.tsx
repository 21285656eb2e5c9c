import { useState } from 'preact/hooks';
import type { TaskId } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import { Button } from '../button.tsx';
import { useWords } from '../words.tsx';
import { base64Of } from '../downloads/base64-of.tsx';
import { failure } from '../downloads/failure.tsx';

/** Takes the torrent of a download's file, which then comes from its address and from peers at once. */
export function TorrentField({ id }: { id: TaskId }) {
  const t = useWords();
  const [note, setNote] = useState('');
  const give = async (file: File) => {
    const { fits } = await callEngine('torrent.give', { id, base64: await base64Of(file) });
    if (!fits) setNote(t('details.torrentOther'));
  };
  const pick = (file: File | undefined) => {
    if (file === undefined) return;
    setNote('');
    give(file).catch((error: unknown) => setNote(failure(t, error)));
  };
  return (
    <label class="checksum">
      <input
        type="file"
        accept=".torrent,application/x-bittorrent"
        aria-label={t('details.torrent')}
        onChange={(event) => pick(event.currentTarget.files?.[0])}
      />
      <span class="note" aria-live="polite">
        {note || t('details.torrentNote')}
      </span>
    </label>
  );
}

/** Takes it back: it is the download again that it was. */
export function LeaveTorrent({ id }: { id: TaskId }) {
  const t = useWords();
  const [note, setNote] = useState('');
  const leave = () => {
    callEngine('task.leave-torrent', { id }).catch((error: unknown) => setNote(failure(t, error)));
  };
  return (
    <span class="checksum">
      <Button onPress={leave}>{t('details.leaveTorrent')}</Button>
      <span class="note" aria-live="polite">
        {note || t('details.leaveTorrentNote')}
      </span>
    </span>
  );
}
