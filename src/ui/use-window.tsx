import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { rowsBeyond, windowOf, type Window } from './window.tsx';

/** What stands above the list takes at least so much, px: the first paint draws no row that cannot be seen. */
const above = 150;

/**
 * Which rows of a scrolled list are drawn: at first those that are seen, then some beyond, too. Changes in steps, so that not every scrolled pixel
 * draws anew.
 */
export function useWindow(list: RefObject<HTMLElement | null>, rowHeight: number, count: number): Window {
  const [view, setView] = useState({ top: 0, height: Math.max(0, globalThis.innerHeight - above) });
  const [beyond, setBeyond] = useState(0);
  // After the first paint.
  useEffect(() => setBeyond(rowsBeyond), []);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const look = () =>
      setView((known) => {
        const seen = { top: element.scrollTop, height: element.clientHeight };
        const same = windowOf(known, rowHeight, count).from === windowOf(seen, rowHeight, count).from;
        return same && known.height === seen.height ? known : seen;
      });
    const control = new AbortController();
    element.addEventListener('scroll', look, { signal: control.signal, passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      control.abort();
      resized.disconnect();
    };
  }, [list, rowHeight, count]);
  return windowOf(view, rowHeight, count, beyond);
}

/** So long nothing may move before it counts as at rest, ms. */
const rest = 200;

/**
 * The place whose row comes first among the elements of a window. While the list is scrolled it stays the same, so that no element is moved; when it
 * rests, rows stand in the order in which they are seen, for whoever has them read.
 */
export function useTurn({ from }: Window): number {
  const [turn, setTurn] = useState(from);
  useEffect(() => {
    const timer = setTimeout(() => setTurn(from), rest);
    return () => clearTimeout(timer);
  }, [from]);
  return turn;
}
