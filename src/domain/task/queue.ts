import type { Task } from './task.ts';

/**
 * The tasks whose turn it is, in order of adding: as many as are free of `activeTasks` places.
 * A task that saves its file or waits for the user in the browser's list takes no place from transfers.
 */
export function nextInLine(tasks: Iterable<Task>, activeTasks: number): Task[] {
  const all = [...tasks];
  const free = activeTasks - all.filter(takesPlace).length;
  const waiting = all.filter((t) => t.trash === null && t.state.kind === 'queued');
  return waiting.toSorted((a, b) => a.addedAt - b.addedAt || a.serial - b.serial).slice(0, Math.max(0, free));
}

/** Whether one more transfer may start now. */
export function hasFreePlace(tasks: Iterable<Task>, activeTasks: number, except: Task['id']): boolean {
  return [...tasks].filter((t) => t.id !== except && takesPlace(t)).length < activeTasks;
}

/**
 * Only transfers take a place. A task on offer beside the browser's item takes none: it may not wait. Once that item is claimed
 * for it, it does; but not one that brings a link for another.
 */
function takesPlace({ trash, state, handover, continues }: Task): boolean {
  const isOurs = handover === null || (handover.phase === 'claimed' && continues === null);
  return trash === null && isOurs && (state.kind === 'probing' || state.kind === 'active');
}

/**
 * Connections each running transfer may hold, so that all of one host together stay within `perHost`.
 * @param hosts host by task id
 * @returns number by task id; at least 1 each
 */
export function shareConnections(hosts: ReadonlyMap<string, string>, perHost: number): Map<string, number> {
  const byHost = Map.groupBy(hosts.keys(), (id) => hosts.get(id) ?? '');
  const shares = new Map<string, number>();
  for (const ids of byHost.values()) {
    ids.forEach((id, index) => {
      const extra = index < perHost % ids.length ? 1 : 0;
      shares.set(id, Math.max(1, Math.floor(perHost / ids.length) + extra));
    });
  }
  return shares;
}
