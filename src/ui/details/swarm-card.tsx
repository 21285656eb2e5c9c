import './swarm-card.css';
import { useEffect, useState } from 'preact/hooks';
import { errorSentence } from '#domain/i18n/error-text';
import { formatBytes } from '#domain/i18n/format';
import type { Translate } from '#domain/i18n/translate';
import { firefoxCategories } from '#domain/policy/firefox-consent';
import { namedHosts, trackerHosts } from '#domain/swarm/asking';
import {
  choiceOf,
  isReachable,
  isUntold,
  wantedBytes,
  withWanted,
  type FileChoice,
  type Swarm,
} from '#domain/swarm/swarm';
import { nameOf } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import { callPrivacy } from '#platform/privacy-client';
import { hasConsent, requestConsent } from '#platform/data-consent';
import { sitesForTrackers } from '#platform/tracker-sockets';
import { readSettingsStore, writeSetting } from '#platform/settings-store';
import type { Live } from '#protocol/engine-api';
import { Button } from '../button.tsx';
import { useNotify } from '../toast.tsx';
import { useWords, WordsProvider } from '../words.tsx';
import { PeerWay, useWay } from './peer-way.tsx';
import { SharingChoice } from './sharing-choice.tsx';
import { SwarmFiles } from './swarm-files.tsx';
import { SwarmSeen } from './swarm-seen.tsx';
import { swarmWords } from './swarm-words.tsx';
import { useCardActs } from './use-card-acts.tsx';

/** What is said before the first peer or tracker is contacted (PT3, PT4): who will see what. */
export function SwarmCard({ task, swarm }: { task: Task; swarm: Swarm }) {
  return (
    <WordsProvider words={swarmWords}>
      <Card task={task} swarm={swarm} />
    </WordsProvider>
  );
}

function Card({ task, swarm }: { task: Task; swarm: Swarm }) {
  const { id } = task;
  const t = useWords();
  const notify = useNotify();
  const { failed, act } = useCardActs();
  const isOn = useTorrentsOn();
  const [nextTime, setNextTime] = useState<NextTime>('ask');
  const [asksForFiles, setAsksForFiles] = useState(false);
  const [sharing, setSharing] = useState(swarm.sharing);
  const [chosen, setChosen] = useState<FileChoice | null>(null);
  // Its files may become known while the card is open.
  const choice = chosen ?? (swarm.content && choiceOf(swarm.content));
  const way = useWay();
  const hosts = trackerHosts(swarm.trackers);
  const seeds = swarm.webSeeds.map((seed) => new URL(seed).hostname);
  const start = async () => {
    // In the click's first turn. Without access to some, others may still have it.
    await requestConsent(firefoxCategories.swarm, [...seeds, ...sitesForTrackers(hosts)]);
    if (isOn === false && (await hasConsent(firefoxCategories.swarm)))
      await callPrivacy('grant.give', { purpose: 'swarm' });
    await remember(nextTime, namedHosts(swarm, way.server));
    await callEngine('task.share', { id, sharing });
    if (chosen !== null)
      await callEngine('task.choose', {
        id,
        choice: { ...chosen, wanted: [...chosen.wanted], first: [...chosen.first] },
      });
    await callEngine('task.agree', { id, via: way.via, asksForFiles });
  };
  const dismiss = async () => {
    const { removed } = await callEngine('task.decline', { id });
    const undo = { label: t('toast.undo'), onPress: act(() => callEngine('task.undo', { id })) };
    if (removed) notify({ text: t('toast.removed', { name: nameOf(task) }), act: undo });
  };
  return (
    <div class="card">
      <p class="card-what">{contentText(t, swarm, choice)}</p>
      {swarm.content === null && !isUntold(swarm) && <AsksForFiles asks={asksForFiles} onChoose={setAsksForFiles} />}
      {swarm.content && choice && <SwarmFiles files={swarm.content.files} choice={choice} onChoose={setChosen} />}
      <SwarmSeen />
      <p>{t('swarm.gives')}</p>
      <SharingChoice sharing={sharing} onChoose={setSharing} />
      <Trackers swarm={swarm} />
      <WebSeeds swarm={swarm} />
      <PeerWay way={way} />
      <NextTimeChoice nextTime={nextTime} ofTrackers={hosts.length > 0} onChoose={setNextTime} />
      {isOn === false && <p>{t('swarm.off')}</p>}
      {failed && <p role="alert">{t('swarm.failed')}</p>}
      <span class="row-acts worded">
        {choice?.wanted.length === 0 && t('swarm.chooseOne')}
        {choice?.wanted.length !== 0 && !isUntold(swarm) && (
          <Button look="ask" onPress={act(start)}>
            {t('swarm.start')}
          </Button>
        )}
        <Button onPress={act(dismiss)}>{t('swarm.dismiss')}</Button>
      </span>
    </div>
  );
}

/** Of a magnet link: whether the card is to come back when its files are known. */
function AsksForFiles({ asks, onChoose }: { asks: boolean; onChoose: (asks: boolean) => void }) {
  const t = useWords();
  return (
    <label>
      <input type="checkbox" checked={asks} onChange={(event) => onChoose(event.currentTarget.checked)} />{' '}
      {t('swarm.asksForFiles')}
    </label>
  );
}

interface NextTimeProps {
  readonly nextTime: NextTime;
  /** It has trackers that can be known the next time. */
  readonly ofTrackers: boolean;
  readonly onChoose: (nextTime: NextTime) => void;
}

function NextTimeChoice({ nextTime, ofTrackers, onChoose }: NextTimeProps) {
  const t = useWords();
  return (
    <label class="card-next">
      {t('swarm.nextTime')}
      <select
        class="field"
        aria-label={t('swarm.nextTime')}
        value={nextTime}
        onChange={(event) => onChoose(readNextTime(event.currentTarget.value))}
      >
        {nextTimes
          .filter((one) => one !== 'trackers' || ofTrackers)
          .map((one) => (
            <option key={one} value={one}>
              {t(`swarm.next.${one}`)}
            </option>
          ))}
      </select>
    </label>
  );
}

const nextTimes = ['ask', 'trackers', 'all'] as const;
/** What happens with the next torrent: it asks, it asks unless it has these trackers alone, or none asks. */
type NextTime = (typeof nextTimes)[number];

const readNextTime = (value: string): NextTime => nextTimes.find((one) => one === value) ?? 'ask';

async function remember(nextTime: NextTime, hosts: readonly string[]): Promise<void> {
  if (nextTime === 'all') await writeSetting('askForPeers', false);
  if (nextTime !== 'trackers') return;
  const { knownTrackers } = await readSettingsStore();
  await writeSetting('knownTrackers', [...new Set([...knownTrackers, ...hosts])].toSorted());
}

/** Whether the user has switched torrents on; null until that is known. */
function useTorrentsOn(): boolean | null {
  const [isOn, setOn] = useState<boolean | null>(null);
  useEffect(() => {
    callPrivacy('consent.read', {})
      .then(({ grants }) => setOn(grants.some(({ purpose, live }) => purpose === 'swarm' && live)))
      .catch(console.error);
  }, []);
  return isOn;
}

function contentText(t: Translate, swarm: Swarm, choice: FileChoice | null): string {
  const { content } = swarm;
  if (isUntold(swarm)) return t('swarm.untold');
  if (content === null || choice === null) return t('swarm.unknownFiles');
  const { wanted } = choice;
  return t('swarm.files', {
    count: wanted.length,
    size: formatBytes(t.locale, wantedBytes(withWanted(content, wanted))),
  });
}

/** The web servers that have its files, and what each has brought in this run, or why it brings nothing. */
export function WebSeeds({ swarm: { webSeeds }, live }: { swarm: Swarm; live?: Live | undefined }) {
  const t = useWords();
  if (webSeeds.length === 0) return null;
  const told = (seed: string): string => {
    const source = live?.sources.find(({ host }) => host === new URL(seed).host);
    if (source?.trouble)
      return t('swarm.seedTrouble', { seed, reason: errorSentence(t, { code: source.trouble.code }) });
    return source ? t('swarm.seedBytes', { seed, size: formatBytes(t.locale, source.bytes) }) : seed;
  };
  return (
    <div>
      <p>{t('swarm.webSeeds')}</p>
      <ul class="trackers">
        {webSeeds.map((seed) => (
          <li key={seed}>{told(seed)}</li>
        ))}
      </ul>
    </div>
  );
}

/** The trackers, with which of them a browser can speak, and how it stands with those while it runs. */
export function Trackers({ swarm: { trackers, webSeeds, content }, live }: { swarm: Swarm; live?: Live | undefined }) {
  const t = useWords();
  const told = (tracker: string): string => {
    if (!isReachable(tracker)) return t('swarm.unreachable', { tracker });
    const known = live?.trackers?.find(({ url }) => bare(url) === bare(tracker));
    return known ? t(`swarm.tracker.${known.state}`, { tracker }) : tracker;
  };
  // Without peers nothing can be asked of them before it is known what.
  const byWeb = webSeeds.length > 0 && content !== null;
  if (trackers.length === 0) return <p>{t(byWeb ? 'swarm.webOnly' : 'swarm.noTrackers')}</p>;
  return (
    <div>
      <p>{t('swarm.trackers')}</p>
      <ul class="trackers">
        {trackers.map((tracker) => (
          <li key={tracker}>{told(tracker)}</li>
        ))}
      </ul>
      {!trackers.some(isReachable) && <p>{t(byWeb ? 'swarm.webOnly' : 'swarm.noneReachable')}</p>}
    </div>
  );
}

/** WebTorrent leaves out a last stroke. */
const bare = (url: string): string => url.replace(/\/$/, '');
