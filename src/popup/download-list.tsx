import { useRef } from 'preact/hooks';
import { groups, groupTasks, toggleAct, type Act, type Group } from '#domain/task/progress';
import type { Task, TaskId } from '#domain/task/task';
import type { Times } from '#domain/schedule/times';
import type { BrowserItem } from '#platform/browser-items';
import { opensAt } from '#platform/local-time';
import { useActs } from '#ui/downloads/use-acts';
import { useNow } from '#ui/use-now';
import { useWords } from '#ui/words';
import { BrowserRow } from './browser-row.tsx';
import type { Downloads } from './downloads.ts';
import { Empty } from './empty.tsx';
import { TaskRow } from './task-row.tsx';
import { useRowKeys } from './use-row-keys.ts';

interface DownloadListProps {
  readonly downloads: Downloads;
  readonly items: readonly BrowserItem[];
  readonly activeTimes: Times;
  /** The row to put the focus on at first. */
  readonly startAt: TaskId | null;
  readonly onDetails: (task: Task) => void;
}

/** One list named "Downloads" in four headed groups; arrows move between its rows. */
export function DownloadList({ downloads, items, activeTimes, startAt, onDetails }: DownloadListProps) {
  const t = useWords();
  const act = useActs(onDetails);
  const grouped = groupTasks(downloads.tasks.values());
  const rows = rowIds(grouped, items);
  const list = useRef<HTMLDivElement>(null);
  const keys = useRowKeys(list, rows, startAt, (key, id) => {
    const task = downloads.tasks.get(id);
    const wanted = task && actOfKey(key, task);
    if (wanted) act(wanted, task);
    return wanted != null;
  });
  const waits = Object.values(downloads.live).some((live) => live.trouble !== null);
  const now = useNow(waits ? 1000 : 15_000);
  const running = grouped.running.filter(({ state }) => !['exporting', 'seeding'].includes(state.kind)).length;
  const around = { running, now, opensAt: opensAt(activeTimes, now) };
  return (
    <div
      class="list"
      role="list"
      aria-label={t('list.name')}
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
        .filter((group) => grouped[group].length > 0 || (group === 'running' && items.length > 0))
        .map((group) => (
          <div key={group} class="group" data-group={group}>
            {/* In a list there is nothing but items: each says its group. */}
            <h2 id={`group-${group}`} aria-hidden="true">
              {t(`group.${group}`)}
            </h2>
            {grouped[group].map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                live={downloads.live[task.id]}
                around={around}
                focusable={keys.current === task.id}
                onAct={act}
              />
            ))}
            {group === 'running' &&
              items.map((item) => (
                <BrowserRow key={item.id} item={item} focusable={keys.current === `item-${item.id}`} />
              ))}
          </div>
        ))}
    </div>
  );
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
