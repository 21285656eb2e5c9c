import { useEffect, useState } from 'preact/hooks';

/** A part of the page that the first paint does not need: loaded right after that. @returns null until it is there */
export function useLater<Part>(load: () => Promise<Part>): Part | null {
  const [part, setPart] = useState<Part | null>(null);
  useEffect(() => {
    void load().then((loaded) => setPart(() => loaded));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is loaded never changes
  }, []);
  return part;
}
