import { useEffect, useState } from 'preact/hooks';
import { readAsking, watchAsking } from '#platform/caller-store';
import { readSettingsStore, writeSetting } from '#platform/settings-store';
import { Button } from '../button.tsx';
import { Icon } from '../icons.tsx';
import { useWords } from '../words.tsx';

/** Another extension wants to add downloads, and the user has not decided about it: one after the other, or nothing. */
export function CallerBanner() {
  const t = useWords();
  const [asking, setAsking] = useState<readonly { id: string; count: number }[]>([]);
  useEffect(() => {
    const control = new AbortController();
    const read = async (): Promise<void> => {
      const known = [...(await readAsking())].map(([id, links]) => ({ id, count: links.length }));
      if (!control.signal.aborted) setAsking(known);
    };
    watchAsking(() => void read(), control.signal);
    void read();
    return () => control.abort();
  }, []);
  const [first] = asking;
  if (first === undefined) return null;
  const decide = (allowed: boolean): void => {
    setAsking(asking.filter(({ id }) => id !== first.id));
    void remember(first.id, allowed);
  };
  return (
    <p class="consent" role="alert">
      <Icon name="warn" />
      <span>{t('callers.asks', first)}</span>
      <Button look="ask" onPress={() => decide(true)}>
        {t('callers.allow')}
      </Button>
      <Button onPress={() => decide(false)}>{t('callers.refuse')}</Button>
    </p>
  );
}

/** The background does what follows from it. */
async function remember(id: string, allowed: boolean): Promise<void> {
  const { callers } = await readSettingsStore();
  await writeSetting('callers', [...callers.filter((other) => other.id !== id), { id, allowed }]);
}
