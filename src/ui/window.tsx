/** Places of the first row that is drawn, and of the one after the last. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Rows drawn beyond what is seen, at each end; the window moves by so many at once. */
const beyond = 8;

/** The rows to be drawn of a list. @param view what is seen of it, px @param rowHeight px @param count rows there are */
export function windowOf(
  view: { readonly top: number; readonly height: number },
  rowHeight: number,
  count: number,
): Window {
  const first = Math.floor(Math.min(Math.max(0, view.top), Math.max(0, count * rowHeight - view.height)) / rowHeight);
  const from = Math.max(0, Math.floor(first / beyond) * beyond - beyond);
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
