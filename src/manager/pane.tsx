import './pane.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Row } from '#domain/list/row';
import { asksForAgreement, type Task } from '#domain/task/task';
import { rowActs, type Act } from '#domain/task/progress';
import type { Live } from '#protocol/engine-api';
import { IconButton } from '#ui/button';
import { Adjust } from '#ui/details/adjust';
import { AddressFact, ChecksumFact, FileFacts, TorrentFact } from '#ui/details/facts';
import { detailsWords } from '#ui/details/details-words';
import { MirrorSwitch } from '#ui/details/mirror-switch';
import { SharingFact, SwarmFilesFact } from '#ui/details/swarm-facts';
import { SwarmCard } from '#ui/details/swarm-card';
import { RowActs } from '#ui/downloads/row-acts';
import { stateTexts, type Surroundings } from '#ui/downloads/status-text';
import { useActs } from '#ui/downloads/use-acts';
import { Tabs } from '#ui/tabs';
import { WhoSaw } from '#ui/traffic/who-saw';
import { useWords, WordsProvider } from '#ui/words';
import { ByteMap } from './byte-map.tsx';
import { PiecesFact } from './pieces-fact.tsx';
import { SourceList } from './source-list.tsx';
import { SpeedGraph } from './speed-graph.tsx';

interface PaneProps {
  /** The one that is selected; undefined: none, or several. */
  readonly row: Row | undefined;
  readonly live: Live | undefined;
  readonly around: Surroundings;
  readonly onClose: () => void;
}

/** Details of the selected download. It takes the focus when it opens, and Escape gives that back to the list. */
export function Pane(props: PaneProps) {
  return (
    <WordsProvider words={detailsWords}>
      <Details {...props} />
    </WordsProvider>
  );
}

const names = ['overview', 'sources', 'files', 'settings', 'contacts'] as const;
type Name = (typeof names)[number];

function Details({ row, live, around, onClose }: PaneProps) {
  const t = useWords();
  const [name, setName] = useState<Name>('overview');
  const panel = useRef<HTMLElement>(null);
  // The button that opened it loses its use; keys belong here now.
  useLayoutEffect(() => {
    const at =
      panel.current?.querySelector<HTMLElement>('[role=tab][tabindex="0"]') ?? panel.current?.querySelector('button');
    at?.focus();
  }, []);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  const task = row?.task;
  const tabs = names.filter((one) => one !== 'files' || task?.swarm != null);
  const chosen = tabs.includes(name) ? name : 'overview';
  return (
    <section ref={panel} class="pane" aria-label={t('manager.details')} onKeyDown={closeOnEscape}>
      <div class="pane-head">
        <h2 title={row?.name}>{row?.name ?? t('manager.details')}</h2>
        <IconButton icon="cancel" label={t('manager.closeDetails')} onPress={onClose} />
      </div>
      {row === undefined || task === undefined ? (
        <p class="pane-empty">{t('manager.chooseOne')}</p>
      ) : (
        <Tabs
          tabs={tabs.map((one) => ({ name: one, label: t(`tab.${one}`) }))}
          chosen={chosen}
          label={t('manager.details')}
          onChoose={setName}
        >
          {/* One task's fields are never another's. */}
          <div class="pane-body" key={task.id}>
            {chosen === 'overview' && <Overview task={task} live={live} around={around} />}
            {chosen === 'sources' && <SourceList task={task} live={live} now={around.now} />}
            {chosen === 'files' && task.swarm && (
              <dl>
                <SwarmFilesFact task={task} swarm={task.swarm} />
              </dl>
            )}
            {chosen === 'settings' && <Settings task={task} />}
            {chosen === 'contacts' && <WhoSaw task={task} />}
          </div>
        </Tabs>
      )}
    </section>
  );
}

function Overview({ task, live, around }: { task: Task; live: Live | undefined; around: Surroundings }) {
  const t = useWords();
  const body = useRef<HTMLDListElement>(null);
  // What opens the details elsewhere leads to the field that takes the new link here.
  const act = useActs(() => body.current?.querySelector<HTMLElement>('.new-link input')?.focus());
  // What it needs, first; what has a button above the list is not said twice.
  const acts = rowActs(task).filter((one: Act) => !['pause', 'resume', 'cancel'].includes(one));
  return (
    <>
      <p class={`pane-state ${task.state.kind}`}>{stateTexts(t, task, live, around).join(' · ')}</p>
      <RowActs acts={acts} worded onAct={(one) => act(one, task)} />
      {task.swarm && asksForAgreement(task) && <SwarmCard task={task} swarm={task.swarm} />}
      <ByteMap task={task} live={live} />
      <SpeedGraph id={task.id} running={live !== undefined} />
      <dl ref={body}>
        <FileFacts task={task} live={live} />
        <PiecesFact task={task} live={live} />
        <AddressFact task={task} />
      </dl>
    </>
  );
}

function Settings({ task }: { task: Task }) {
  return (
    <dl>
      <Adjust task={task} />
      <MirrorSwitch task={task} />
      <ChecksumFact task={task} />
      <TorrentFact task={task} />
      {task.swarm && <SharingFact task={task} swarm={task.swarm} />}
    </dl>
  );
}
