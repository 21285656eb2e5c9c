/** Places of the first row that is drawn, and of the one after the last. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Rows drawn beyond what is seen, at each end; the window moves by so many at once. */
export const rowsBeyond = 8;

/**
 * The rows to be drawn of a list.
 * @param view what is seen of it, px
 * @param rowHeight px
 * @param count rows there are
 * @param beyond rows drawn beyond what is seen; 0: none, where the first paint shall not wait for them
 */
export function windowOf(
  view: { readonly top: number; readonly height: number },
  rowHeight: number,
  count: number,
  beyond: number = rowsBeyond,
): Window {
  const first = Math.floor(Math.min(Math.max(0, view.top), Math.max(0, count * rowHeight - view.height)) / rowHeight);
  const from = beyond === 0 ? first : Math.max(0, Math.floor(first / beyond) * beyond - beyond);
  const seen = Math.ceil(view.height / rowHeight) + 1;
  return { from, to: Math.min(count, from + seen + 3 * beyond) };
}

/** Where to scroll to so that a row is wholly seen, below a head that covers the top; null: it is. All in px. */
export function scrollTo(
  at: number,
  view: { readonly top: number; readonly height: number },
  rowHeight: number,
  head: number,
): number | null {
  const top = at * rowHeight;
  if (top < view.top) return top;
  const most = view.top + view.height - head - rowHeight;
  return top > most ? view.top + top - most : null;
}

/**
 * The places of a window in the order in which their elements are used: each place has the element of its number, counted round, so that those
 * which stay seen keep theirs, and none is moved, while the window moves.
 * @param turn the place whose element comes first
 */
export function slotsOf({ from, to }: Window, turn: number): { readonly slot: number; readonly place: number }[] {
  const count = to - from;
  return Array.from({ length: count }, (_, index) => {
    const slot = (turn + index) % count;
    const ahead = (slot - from) % count;
    return { slot, place: from + (ahead < 0 ? ahead + count : ahead) };
  });
}
