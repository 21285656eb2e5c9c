import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageLink } from '#domain/add/page-links';
import { scrollTo } from '#ui/window';

/** Where arrows, Page Up and Down, Home and End lead from a row. */
const moves: Readonly<Record<string, (place: number, count: number, page: number) => number>> = {
  ArrowDown: (place) => place + 1,
  ArrowUp: (place) => place - 1,
  PageDown: (place, _count, page) => place + page,
  PageUp: (place, _count, page) => place - page,
  Home: () => 0,
  End: (_place, count) => count - 1,
};

/** The row of a scrolled list that Tab reaches, and from which keys lead on to the others, drawn or not. @param rowHeight px */
export function usePlace(list: RefObject<HTMLElement | null>, links: readonly PageLink[], rowHeight: number) {
  const [reached, setReached] = useState<string | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const moved = useRef(false);
  const place = Math.max(
    0,
    links.findIndex(({ url }) => url === reached),
  );
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    box.current?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const element = list.current;
    const move = moves[event.key];
    if (!move || !element || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const page = Math.max(1, Math.floor(element.clientHeight / rowHeight) - 1);
    const next = Math.min(Math.max(0, move(place, links.length, page)), links.length - 1);
    const view = { top: element.scrollTop, height: element.clientHeight };
    element.scrollTop = scrollTo(next, view, rowHeight, 0) ?? view.top;
    moved.current = true;
    setReached(links[next]?.url ?? null);
  };
  return { place, box, onKeyDown, onReach: (at: number) => setReached(links[at]?.url ?? null) };
}
