import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { windowOf, type Window } from './window.tsx';

/** Which rows of a scrolled list are drawn: those that are seen, and some beyond. Changes in steps, so that not every scrolled pixel draws anew. */
export function useWindow(list: RefObject<HTMLElement | null>, rowHeight: number, count: number): Window {
  const [view, setView] = useState({ top: 0, height: globalThis.innerHeight });
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
    look();
    return () => {
      control.abort();
      resized.disconnect();
    };
  }, [list, rowHeight, count]);
  return windowOf(view, rowHeight, count);
}
