import { useState } from 'preact/hooks';
import type { Translate } from '#domain/i18n/translate';
import { groupOf, menuActs, nameOf, rowActs, siteOf, type Act } from '#domain/task/progress';
import { namesNobody, type Named } from '#domain/swarm/named';
import type { Swarm } from '#domain/swarm/swarm';
import { asksForAgreement, asksTheUser, type Task, type TaskId } from '#domain/task/task';
import type { Live } from '#protocol/engine-api';
import { Icon } from '#ui/icons';
import { MenuButton } from '#ui/menu';
import { SilentBar } from '#ui/piece-bar';
import { TaskBar } from '#ui/downloads/task-bar';
import { useLater } from '#ui/use-later';
import { useWords } from '#ui/words';
import { RowActs } from '#ui/downloads/row-acts';
import { SeenBy, SeenList } from './seen-by.tsx';
import { bytesText, shareText, sizeText, stateTexts, verdictText, type Surroundings } from '#ui/downloads/status-text';

interface TaskRowProps {
  readonly task: Task;
  readonly live: Live | undefined;
  readonly around: Surroundings;
  /** Whether it is the list's tab stop. */
  readonly focusable: boolean;
  readonly onAct: (act: Act, task: Task) => void;
}

/** One download. */
export function TaskRow(props: TaskRowProps) {
  const { task, focusable, onAct } = props;
  const [seenOpen, setSeenOpen] = useState(false);
  const failed = task.state.kind === 'failed' || task.state.kind === 'damaged';
  const acts = rowActs(task);
  // What is decided is said in words.
  const worded = failed || asksTheUser(task);
  return (
    <div
      class={`row ${groupOf(task)} ${task.state.kind}`}
      role="listitem"
      aria-labelledby={`name-${task.id}`}
      aria-describedby={`group-${groupOf(task)}`}
      data-row={task.id}
      tabIndex={focusable ? 0 : -1}
    >
      <RowHead {...props} acts={worded ? [] : acts} />
      <Bar {...props} />
      <Facts {...props} seenOpen={seenOpen} onSeen={() => setSeenOpen(!seenOpen)} />
      {seenOpen && <SeenList task={task} />}
      {task.swarm && asksForAgreement(task) && <LaterCard task={task} swarm={task.swarm} />}
      {task.swarm?.agreed && !namesNobody(task.swarm.offered) && (
        <LaterOffer id={task.id} offered={task.swarm.offered} />
      )}
      {worded && <RowActs acts={acts} worded onAct={(act) => onAct(act, task)} />}
    </div>
  );
}

/** The card before a torrent contacts anybody. */
function LaterCard(props: { task: Task; swarm: Swarm }) {
  const card = useLater(() => import('#ui/details/swarm-card'));
  return card && <card.SwarmCard {...props} />;
}

/** What another link to a torrent that runs names besides. */
function LaterOffer(props: { id: TaskId; offered: Named }) {
  const card = useLater(() => import('#ui/details/swarm-more'));
  return card && <card.MoreNamed {...props} />;
}

const verdictIcons = { good: 'check', plain: 'down', bad: 'warn' } as const;

/** Name, share, and what can be done. */
function RowHead({ task, live, acts, onAct }: TaskRowProps & { acts: readonly Act[] }) {
  const t = useWords();
  const group = groupOf(task);
  const entries = menuActs(task).map((act) => ({ label: t(`act.${act}`), onChoose: () => onAct(act, task) }));
  return (
    <div class="row-head">
      {group === 'finished' && <Icon name={verdictIcons[verdictText(t, task).look]} />}
      {group === 'attention' && <Icon name="warn" />}
      <span id={`name-${task.id}`} class="name" title={nameOf(task)}>
        {nameOf(task)}
      </span>
      <span class="share">{headText(t, task, live)}</span>
      <RowActs acts={acts} onAct={(act) => onAct(act, task)} />
      <MenuButton icon="more" label={t('act.more')} entries={entries} />
    </div>
  );
}

/** Beside the name: how far it is; the size where that is all there is to say. */
function headText(t: Translate, task: Task, live: Live | undefined): string {
  const group = groupOf(task);
  const nothingHere = group === 'waiting' && task.have.length === 0;
  return group === 'finished' || nothingHere ? sizeText(t, task) : shareText(t, task, live);
}

/** What is here of it; for a finished one there is nothing to draw. */
function Bar({ task, live }: TaskRowProps) {
  const t = useWords();
  const group = groupOf(task);
  if (group === 'finished') return <SilentBar label={t('row.progress')} text={shareText(t, task, live)} />;
  return <TaskBar task={task} live={live} />;
}

/** Whether a saved file was checked. */
function Verdict({ task }: { task: Task }) {
  const { text, look } = verdictText(useWords(), task);
  return <span class={`verdict ${look}`}>{text}</span>;
}

/** State, site, amounts, connections, and who saw the user's address: in two lines where it runs, else in one. */
function Facts({ task, live, around, seenOpen, onSeen }: TaskRowProps & { seenOpen: boolean; onSeen: () => void }) {
  const t = useWords();
  const group = groupOf(task);
  const states = stateTexts(t, task, live, around).map((text, index) => <span key={index}>{text}</span>);
  const site = <span class="site">{task.swarm ? t('row.torrent') : siteOf(task.source.url)}</span>;
  const seen = <SeenBy task={task} brief={group !== 'running'} open={seenOpen} onToggle={onSeen} />;
  if (group === 'waiting' || group === 'finished') {
    return (
      <p class="facts">
        {states}
        {group === 'finished' && <Verdict task={task} />}
        {site}
        <span class="end">
          {group === 'waiting' && task.have.length > 0 && <span>{sizeText(t, task)}</span>}
          {seen}
        </span>
      </p>
    );
  }
  // A sentence takes the whole line.
  const wordy = group === 'attention' || live?.trouble != null;
  const bytes = <span>{bytesText(t, task, live)}</span>;
  return (
    <>
      <p class="facts state">
        {states}
        {!wordy && <span class="end">{bytes}</span>}
      </p>
      <p class="facts">
        {site}
        {live !== undefined && live.connections > 0 && <span>{t('row.connections', { count: live.connections })}</span>}
        <span class="end">
          {wordy && bytes}
          {seen}
        </span>
      </p>
    </>
  );
}
