import { Component } from 'preact';
import { formatBytes, formatMoment } from '#domain/i18n/format';
import type { Row } from '#domain/list/row';
import type { Choosing } from '#domain/list/select';
import type { Task, TaskId } from '#domain/task/task';
import { seenByCount } from '#domain/task/who-saw';
import type { Live } from '#protocol/engine-api';
import { bytesText, shareText, stateTexts, verdictText, type Surroundings } from '#ui/downloads/status-text';
import { TaskBar } from '#ui/downloads/task-bar';
import { Icon, type IconName } from '#ui/icons';
import { useWords } from '#ui/words';

interface GridRowProps {
  readonly row: Row;
  /** From 0 on. */
  readonly place: number;
  /** Px. */
  readonly top: number;
  readonly live: Live | undefined;
  readonly around: Surroundings;
  readonly chosen: boolean;
  /** Keys act on it. */
  readonly at: boolean;
  /** It can be dragged to another place in the line. */
  readonly movable: boolean;
  /** Something would be dropped in front of it, or after it. */
  readonly mark: 'before' | 'after' | null;
  readonly onChoose: (id: TaskId, how: Choosing) => void;
  readonly onOpen: () => void;
}

/** Drawn anew only when something of it changed: of ten thousand rows that are told nothing, none costs anything. */
export class GridRow extends Component<GridRowProps> {
  override shouldComponentUpdate(next: GridRowProps): boolean {
    const { row, top, live, around, chosen, at, movable, mark } = this.props;
    const isLater = around.now !== next.around.now || around.opensAt !== next.around.opensAt;
    return (
      row.task !== next.row.task ||
      top !== next.top ||
      live !== next.live ||
      chosen !== next.chosen ||
      at !== next.at ||
      movable !== next.movable ||
      mark !== next.mark ||
      (goesByTime(next) && (isLater || around.running !== next.around.running))
    );
  }

  override render() {
    return <Line {...this.props} latest={() => this.props} />;
  }
}

/** Whether what a row says depends on the time, or on what else runs. */
function goesByTime({ row: { task, group, state }, live }: GridRowProps): boolean {
  return group === 'waiting' || state === 'seeding' || task.link !== null || live?.trouble != null;
}

/** What is done with a row goes by what it is when that happens: it may not have been drawn since. */
function Line({ latest, ...props }: GridRowProps & { latest: () => GridRowProps }) {
  const { row, place, top, chosen, at, movable, mark } = props;
  const { id } = row.task;
  const click = (event: MouseEvent) =>
    latest().onChoose(id, event.shiftKey ? 'span' : event.ctrlKey || event.metaKey ? 'flip' : 'alone');
  const classes = [
    'grid-line',
    row.group,
    row.task.state.kind,
    ...(at ? ['at'] : []),
    ...(mark ? [`mark-${mark}`] : []),
  ];
  return (
    <div
      id={`row-${id}`}
      class={classes.join(' ')}
      role="row"
      aria-rowindex={place + 2}
      aria-selected={chosen}
      data-row={id}
      draggable={movable}
      style={{ transform: `translateY(${top}px)` }}
      onClick={click}
      onDblClick={() => latest().onOpen()}
    >
      <Cells {...props} />
    </div>
  );
}

function Cells({ row: { task, name, site, group }, live, around }: GridRowProps) {
  const t = useWords();
  const share = shareText(t, task, live);
  const size = task.file?.size ?? null;
  return (
    <>
      <span class="cell name" role="gridcell" title={name}>
        <Icon name={iconOf(task, group, verdictText(t, task).look)} />
        <span class="text">{name}</span>
      </span>
      <span class="cell progress" role="gridcell">
        {group !== 'finished' && (
          <>
            <TaskBar task={task} live={live} />
            <span class="percent">{share}</span>
          </>
        )}
      </span>
      <span class="cell order" role="gridcell">
        <span class="text">{stateTexts(t, task, live, around).join(' · ')}</span>
        {group === 'finished' && <Verdict task={task} />}
      </span>
      <span class="cell size" role="gridcell">
        {size === null ? bytesText(t, task, live) : formatBytes(t.locale, size)}
      </span>
      <span class="cell site" role="gridcell" title={site}>
        {task.swarm ? t('row.torrent') : site}
      </span>
      <span class="cell seen" role="gridcell">
        {seenByCount(task)}
      </span>
      <span class="cell added" role="gridcell">
        {formatMoment(t.locale, task.addedAt, around.now)}
      </span>
    </>
  );
}

/** Whether a saved file was checked. */
function Verdict({ task }: { task: Task }) {
  const { text, look } = verdictText(useWords(), task);
  return <span class={`verdict ${look}`}>{text}</span>;
}

function iconOf(task: Task, group: Row['group'], look: 'good' | 'plain' | 'bad'): IconName {
  if (group === 'attention' || (group === 'finished' && look === 'bad')) return 'warn';
  if (group === 'finished') return look === 'good' ? 'check' : 'saved';
  if (group === 'waiting') return task.state.kind === 'paused' ? 'pause' : 'clock';
  return task.state.kind === 'seeding' ? 'up' : 'down';
}
