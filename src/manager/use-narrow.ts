import { useEffect, useState } from 'preact/hooks';

/** As in grid.css: where rows have two lines. */
const query = '(max-width: 760px)';

/** Whether the page is too narrow for all columns. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const control = new AbortController();
    const media = matchMedia(query);
    media.addEventListener('change', () => setNarrow(media.matches), { signal: control.signal });
    return () => control.abort();
  }, []);
  return narrow;
}
