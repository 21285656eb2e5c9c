import type { TaskId } from '../task/task.ts';

/** Which rows are chosen. `at` has the focus; a span is drawn from `anchor`. */
export interface Selection {
  readonly chosen: ReadonlySet<TaskId>;
  readonly anchor: TaskId | null;
  readonly at: TaskId | null;
}

export const nothingChosen: Selection = { chosen: new Set(), anchor: null, at: null };

/**
 * What a step of the focus or a click does: `alone` chooses that row, `span` all from the anchor to it, `flip` adds or takes it away,
 * `walk` moves the focus alone.
 */
export type Choosing = 'alone' | 'span' | 'flip' | 'walk';

/** Chooses a row. @param ids what is shown, from top to bottom */
export function choose(selection: Selection, ids: readonly TaskId[], id: TaskId, how: Choosing): Selection {
  switch (how) {
    case 'alone':
      return { chosen: new Set([id]), anchor: id, at: id };
    case 'walk':
      return { ...selection, at: id };
    case 'flip': {
      const chosen = new Set(selection.chosen);
      if (!chosen.delete(id)) chosen.add(id);
      return { chosen, anchor: id, at: id };
    }
    case 'span': {
      const [one, other] = [ids.indexOf(selection.anchor ?? id), ids.indexOf(id)];
      const from = one === -1 ? other : Math.min(one, other);
      return {
        chosen: new Set(ids.slice(from, Math.max(one, other) + 1)),
        anchor: ids[one === -1 ? other : one] ?? id,
        at: id,
      };
    }
  }
}

/** What is left of it among these rows: what is not shown any more is not acted on. */
export function within(selection: Selection, isShown: (id: TaskId) => boolean): Selection {
  for (const id of selection.chosen) {
    if (!isShown(id)) return { ...selection, chosen: new Set([...selection.chosen].filter(isShown)) };
  }
  return selection;
}
