import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * One tab stop for the whole list (roving tabindex): arrows, Home and End move it between rows; other keys on a row are
 * offered to `onKey`. When the focused row goes away, the one in its place takes the focus.
 * @param rows ids from top to bottom, as in the rows' `data-row`
 * @param onKey gives back whether it used the key
 */
export function useRowKeys(
  list: RefObject<HTMLElement | null>,
  rows: readonly string[],
  startAt: string | null,
  onKey: (key: string, id: string) => boolean,
) {
  const [chosen, setChosen] = useState<string | null>(startAt);
  const place = useRef({ index: 0, focused: startAt !== null });
  const gone = chosen === null || !rows.includes(chosen);
  const current = gone ? (rows[Math.min(place.current.index, rows.length - 1)] ?? null) : chosen;
  const elementOf = (id: string) => list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);

  useLayoutEffect(() => {
    if (current === null) return;
    place.current.index = rows.indexOf(current);
    // The focus fell to the page when its row left.
    if (place.current.focused && document.activeElement === document.body) elementOf(current)?.focus();
  });

  const onFocusIn = (event: FocusEvent) => {
    const row = rowOf(event.target);
    place.current.focused = row !== null;
    if (row !== null) setChosen(row);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(event.target);
    if (row === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = rowAfterKey(event.key, rows, row);
    if (next !== undefined) elementOf(next)?.focus();
    // On a button inside the row these keys belong to the button.
    else if (event.target !== elementOf(row) || !onKey(event.key, row)) return;
    event.preventDefault();
  };

  return { current, onFocusIn, onKeyDown };
}

function rowOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null) : null;
}

/** The row that an arrow, Home or End leads to; undefined: another key. */
function rowAfterKey(key: string, rows: readonly string[], row: string): string | undefined {
  const at = rows.indexOf(row);
  switch (key) {
    case 'ArrowDown':
      return rows[Math.min(at + 1, rows.length - 1)];
    case 'ArrowUp':
      return rows[Math.max(at - 1, 0)];
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    default:
      return undefined;
  }
}
