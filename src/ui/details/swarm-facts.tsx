import { formatBytes, formatDuration } from '#domain/i18n/format';
import type { Translate } from '#domain/i18n/translate';
import { ratioOf, type Sharing } from '#domain/swarm/sharing';
import type { Swarm } from '#domain/swarm/swarm';
import { isSaved } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import { callEngine } from '#platform/engine-client';
import type { Live } from '#protocol/engine-api';
import { useNotify } from '../toast.tsx';
import { useWords } from '../words.tsx';
import { ChooseFiles } from './choose-files.tsx';
import { Fact } from './fact.tsx';
import { SharingChoice } from './sharing-choice.tsx';
import { AddNamed } from './swarm-more.tsx';
import { Trackers, WebSeeds } from './swarm-card.tsx';

interface SwarmFactsProps {
  readonly task: Task;
  readonly swarm: Swarm;
  readonly live: Live | undefined;
}

/** What is known of a torrent: its files to choose from, who has it, where peers are looked for, and what they get. */
export function SwarmFacts(props: SwarmFactsProps) {
  return (
    <>
      <SwarmFilesFact {...props} />
      <SharingFact {...props} />
      <SwarmSources {...props} />
    </>
  );
}

/** Its files, to choose from as long as that makes a difference. */
export function SwarmFilesFact({ task, swarm }: Omit<SwarmFactsProps, 'live'>) {
  const t = useWords();
  if (swarm.content === null || !mayChoose(task)) return null;
  return (
    <Fact label={t('swarm.list')}>
      <ChooseFiles id={task.id} content={swarm.content} />
    </Fact>
  );
}

/** What peers were given, and what they are to get. */
export function SharingFact({ task, swarm }: Omit<SwarmFactsProps, 'live'>) {
  const t = useWords();
  const notify = useNotify();
  const choose = (sharing: Sharing) => {
    callEngine('task.share', { id: task.id, sharing }).catch((error: unknown) => {
      console.error(error);
      notify({ text: t('options.notSaved') });
    });
  };
  return (
    <Fact label={t('sharing.given')}>
      {givenText(t, task, swarm)}
      {task.state.kind !== 'done' && <SharingChoice sharing={swarm.sharing} onChoose={choose} />}
      {task.state.kind === 'seeding' && (
        <p class="note">{t('sharing.room', { size: formatBytes(t.locale, task.file?.size ?? 0) })}</p>
      )}
    </Fact>
  );
}

/** Peers, trackers and web servers that have it. */
export function SwarmSources({ task, swarm, live }: SwarmFactsProps) {
  const t = useWords();
  const byWeb = live?.sources.reduce((sum, source) => sum + source.connections, 0) ?? 0;
  const count = (live?.connections ?? 0) - byWeb;
  return (
    <>
      <Fact label={t('swarm.peers')}>
        {t('swarm.peersNow', { count, met: swarm.peers })}
        <Trackers swarm={swarm} live={live} />
        <WebSeeds swarm={swarm} live={live} />
        {task.state.kind !== 'done' && <AddNamed id={task.id} />}
      </Fact>
      <Fact label={t('swarm.hash')}>{swarm.infoHash}</Fact>
    </>
  );
}

/** From the check on it is saved as it was chosen. */
const mayChoose = (task: Task): boolean => !isSaved(task) && !['verifying', 'exporting'].includes(task.state.kind);

function givenText(t: Translate, { file }: Task, swarm: Swarm): string {
  const number = new Intl.NumberFormat(t.locale, { maximumFractionDigits: 2 });
  const facts = {
    size: formatBytes(t.locale, swarm.given),
    ratio: number.format(ratioOf(swarm, file?.size ?? 0)),
  };
  if (swarm.sharedFor === 0) return t('sharing.soFar', facts);
  return t('sharing.soLong', { ...facts, time: formatDuration(t, swarm.sharedFor / 1000) });
}
