import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { groups, groupTasks, toggleAct, type Act, type Group } from '#domain/task/progress';
import type { Settings } from '#domain/settings/settings';
import { isTransferring, type Task, type TaskId } from '#domain/task/task';
import type { BrowserItem } from '#platform/browser-items';
import { useSurroundings } from '#ui/downloads/surroundings';
import { BrowserRow } from '#ui/downloads/browser-row';
import { useActs } from '#ui/downloads/use-acts';
import { useWords } from '#ui/words';
import type { Downloads } from './downloads.ts';
import { Empty } from './empty.tsx';
import { TaskRow } from './task-row.tsx';
import { useRowKeys } from './use-row-keys.ts';

interface DownloadListProps {
  readonly downloads: Downloads;
  readonly items: readonly BrowserItem[];
  readonly settings: Settings;
  /** So many rows of tasks are drawn: the others a moment later. */
  readonly most: number;
  /** The row to put the focus on at first. */
  readonly startAt: TaskId | null;
  readonly onDetails: (task: Task) => void;
}

/** One list named "Downloads" in four headed groups; arrows move between its rows. */
export function DownloadList({ downloads, items, settings, most, startAt, onDetails }: DownloadListProps) {
  const t = useWords();
  const act = useActs(onDetails);
  const grouped = groupTasks(downloads.tasks.values());
  const drawn = firstOf(grouped, most);
  const rows = rowIds(drawn, items);
  const list = useRef<HTMLDivElement>(null);
  const keys = useRowKeys(list, rows, startAt, (key, id) => {
    const task = downloads.tasks.get(id);
    const wanted = task && actOfKey(key, task);
    if (wanted) act(wanted, task);
    return wanted != null;
  });
  const running = grouped.running.filter(isTransferring).length;
  const around = useSurroundings(settings, running, downloads.live);
  return (
    <div
      class="list"
      role="list"
      aria-label={t('list.name')}
      aria-busy={rows.length < rowIds(grouped, items).length}
      ref={list}
      onKeyDown={keys.onKeyDown}
      onFocusIn={keys.onFocusIn}
    >
      {rows.length === 0 && (
        <div role="listitem">
          <Empty />
        </div>
      )}
      {groups
        .filter((group) => drawn[group].length > 0 || (group === 'running' && items.length > 0))
        .map((group) => (
          <GroupOfRows key={group} group={group}>
            {drawn[group].map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                live={downloads.live[task.id]}
                around={around}
                focusable={keys.current === task.id}
                onAct={act}
              />
            ))}
            {(group === 'running' ? items : []).map((item) => (
              <BrowserRow
                key={item.id}
                item={item}
                focusable={keys.current === `item-${item.id}`}
                heading={headingOf(group)}
              />
            ))}
          </GroupOfRows>
        ))}
    </div>
  );
}

const headingOf = (group: Group): string => `group-${group}`;

/** In a list there is nothing but items: each says its group. */
function GroupOfRows({ group, children }: { group: Group; children: ComponentChildren }) {
  const t = useWords();
  return (
    <div class="group" data-group={group}>
      <h2 id={headingOf(group)} aria-hidden="true">
        {t(`group.${group}`)}
      </h2>
      {children}
    </div>
  );
}

/** The first rows of the list, in their groups. */
function firstOf(grouped: Readonly<Record<Group, readonly Task[]>>, most: number): Record<Group, readonly Task[]> {
  let left = most;
  const take = (group: Group): readonly Task[] => {
    const taken = grouped[group].slice(0, left);
    left -= taken.length;
    return taken;
  };
  const [attention, running, waiting, finished] = [
    take('attention'),
    take('running'),
    take('waiting'),
    take('finished'),
  ];
  return { attention, running, waiting, finished };
}

/** Ids of all rows from top to bottom, as in their `data-row`. */
function rowIds(grouped: Readonly<Record<Group, readonly Task[]>>, items: readonly BrowserItem[]): string[] {
  return groups.flatMap((group) => [
    ...grouped[group].map((task) => task.id),
    ...(group === 'running' ? items.map((item) => `item-${item.id}`) : []),
  ]);
}

/** What a key means on a row; null: nothing. */
function actOfKey(key: string, task: Task): Act | null {
  if (key === 'Enter') return 'properties';
  if (key === 'Delete') return 'remove';
  return key === ' ' ? toggleAct(task) : null;
}
