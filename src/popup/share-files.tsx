import { useState } from 'preact/hooks';
import { PerseidError } from '#domain/error';
import { errorSentence } from '#domain/i18n/error-text';
import { formatPercent } from '#domain/i18n/format';
import { firefoxCategories } from '#domain/policy/firefox-consent';
import { trackerHosts } from '#domain/swarm/asking';
import { readTrackerLines } from '#domain/swarm/create';
import { noSharing, type Sharing } from '#domain/swarm/sharing';
import { newId } from '#platform/clock';
import { callEngine } from '#platform/engine-client';
import { openPage } from '#platform/pages';
import { callPrivacy } from '#platform/privacy-client';
import { offerFiles } from '#platform/shared-files';
import { hasConsent, requestConsent } from '#platform/data-consent';
import { sitesForTrackers } from '#platform/tracker-sockets';
import { Button } from '#ui/button';
import { useWords, WordsProvider } from '#ui/words';
import { PeerWay, useWay } from '#ui/details/peer-way';
import { SharingChoice } from '#ui/details/sharing-choice';
import { SwarmSeen } from '#ui/details/swarm-seen';
import { swarmWords } from '#ui/details/swarm-words';
import { useCopy } from '#ui/downloads/use-copy';

/** In a tab: a popup closes when the browser's dialog to pick files opens. */
const inTab = '#share';

/** Files of the user's own, shared as a torrent: the way there, and the form. */
export function ShareFiles() {
  return <WordsProvider words={swarmWords}>{location.hash === inTab ? <Form /> : <Way />}</WordsProvider>;
}

function Way() {
  const t = useWords();
  return (
    <p class="row-acts worded share-way">
      <Button onPress={() => openPage(`popup.html${inTab}`)}>{t('share.open')}</Button>
    </p>
  );
}

type Stage =
  | { readonly kind: 'asking' }
  | { readonly kind: 'reading'; readonly share: number }
  | { readonly kind: 'shared'; readonly magnet: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What is said before (PT3, PT4), what is asked, and how far it is. Pressing "Share" is the user's agreement. */
function Form() {
  const t = useWords();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [given, setGiven] = useState('');
  const [lines, setLines] = useState('');
  const [sharing, setSharing] = useState<Sharing>({ ...noSharing, mode: 'until' });
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const way = useWay();
  const { trackers, bad } = readTrackerLines(lines);
  const name = given || nameOf(files);
  const isReady = files.length > 0 && name !== '' && trackers.length > 0 && bad === null;
  const share = async () => {
    // In the click's first turn.
    await requestConsent(firefoxCategories.swarm, sitesForTrackers(trackerHosts(trackers)));
    setStage({ kind: 'reading', share: 0 });
    const id = newId();
    const end = offerFiles(id, files, (read) => setStage({ kind: 'reading', share: read }));
    try {
      const { grants } = await callPrivacy('consent.read', {});
      const isOn = grants.some(({ purpose, live }) => purpose === 'swarm' && live);
      if (!isOn && (await hasConsent(firefoxCategories.swarm))) await callPrivacy('grant.give', { purpose: 'swarm' });
      const { magnet } = await callEngine('torrent.make', { id, name, trackers, sharing, via: way.via });
      setStage({ kind: 'shared', magnet });
    } catch (error) {
      setStage({ kind: 'failed', error });
    } finally {
      end();
    }
  };
  return (
    <section class="card share-form" aria-labelledby="share-title">
      <h2 id="share-title">{t('share.title')}</h2>
      <p>{t('share.what')}</p>
      <SwarmSeen />
      <PeerWay way={way} />
      <Picker onPick={setFiles} />
      {files.length > 1 && (
        <label class="card-next">
          {t('share.name')}
          <input
            class="field"
            maxLength={200}
            aria-label={t('share.name')}
            value={name}
            onInput={(event) => setGiven(event.currentTarget.value)}
          />
        </label>
      )}
      <TrackerLines lines={lines} bad={bad} onLines={setLines} />
      <SharingChoice sharing={sharing} onChoose={setSharing} modes={['until', 'long']} label={t('share.howLong')} />
      {isReady && stage.kind !== 'reading' && (
        <span class="row-acts worded">
          <Button look="ask" onPress={() => void share()}>
            {t('share.start')}
          </Button>
        </span>
      )}
      <Outcome stage={stage} />
    </section>
  );
}

/** Files, or a folder with all that is below. */
function Picker({ onPick }: { onPick: (files: readonly File[]) => void }) {
  const t = useWords();
  const field = (label: string, folder: boolean) => (
    <label class="card-next">
      {label}
      <input
        type="file"
        multiple
        ref={(one) => void (one && (one.webkitdirectory = folder))}
        aria-label={label}
        onChange={(event) => onPick([...(event.currentTarget.files ?? [])])}
      />
    </label>
  );
  return (
    <>
      {field(t('share.files'), false)}
      {field(t('share.folder'), true)}
    </>
  );
}

interface TrackerLinesProps {
  readonly lines: string;
  /** What is no tracker. */
  readonly bad: string | null;
  readonly onLines: (lines: string) => void;
}

function TrackerLines({ lines, bad, onLines }: TrackerLinesProps) {
  const t = useWords();
  return (
    <label class="share-trackers">
      {t('share.trackers')}
      <textarea
        class="field"
        rows={2}
        aria-label={t('share.trackers')}
        aria-invalid={bad !== null}
        value={lines}
        onInput={(event) => onLines(event.currentTarget.value)}
      />
      <span class={bad === null ? 'note' : 'note bad'} aria-live="polite">
        {bad === null ? t('share.trackersNote') : t('share.bad', { line: bad })}
      </span>
    </label>
  );
}

function Outcome({ stage }: { stage: Stage }) {
  const t = useWords();
  const copy = useCopy();
  switch (stage.kind) {
    case 'asking':
      return null;
    case 'reading':
      return <p aria-live="polite">{t('share.reading', { share: formatPercent(t.locale, stage.share) })}</p>;
    case 'failed':
      return <p role="alert">{failure(t, stage.error)}</p>;
    case 'shared':
      return (
        <div aria-live="polite">
          <p>{t('share.done')}</p>
          <p class="trackers magnet">{stage.magnet}</p>
          <Button onPress={() => void copy(stage.magnet)}>{t('share.copy')}</Button>
        </div>
      );
  }
}

function failure(t: ReturnType<typeof useWords>, error: unknown): string {
  if (error instanceof PerseidError) return errorSentence(t, error.toTaskError());
  console.error(error);
  return t('swarm.failed');
}

/** The picked folder's name, or that of the only file; '' where the user has to give one. */
function nameOf(files: readonly File[]): string {
  const [first] = files;
  const folder = first?.webkitRelativePath.split('/')[0] ?? '';
  return folder || (files.length === 1 ? (first?.name ?? '') : '');
}
