import { useEffect, useState } from 'preact/hooks';
import { closeOwnTab } from '#platform/pages';
import { readSettingsStore, writeSetting } from '#platform/settings-store';
import type { Asked } from '../adding/add-dialog.tsx';
import type { GivenLink } from './give-links.tsx';

/** The question before links are added, and what comes of it. */
export interface Asking {
  /** Null: nothing is asked. */
  readonly asked: Asked | null;
  readonly ask: (asked: Asked) => void;
  readonly answer: (chosen: readonly GivenLink[], atOnce: readonly string[]) => void;
  readonly close: () => void;
}

/**
 * Keeps what is asked about. A window that the context menu has opened for one link asks at once, and closes when that is over.
 * @param onAnswer resolves when the links are added
 * @param onFailure told of what went wrong with that
 */
export function useAsking(
  onAnswer: (chosen: readonly GivenLink[]) => Promise<void>,
  onFailure: (error: unknown) => void,
): Asking {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [own, setOwn] = useState(false);
  useEffect(() => {
    const look = async () => {
      if (!new URLSearchParams(location.search).has('add')) return;
      // Only that window needs it.
      const { askedLink } = await import('#platform/adding-store');
      const link = await askedLink(location.search);
      if (link === null) return;
      setAsked({ links: [link.url], page: link.page, places: await readSettingsStore() });
      setOwn(true);
    };
    look().catch(console.error);
  }, []);
  const close = () => {
    setAsked(null);
    if (own) void closeOwnTab();
  };
  const answer = async (chosen: readonly GivenLink[], atOnce: readonly string[]) => {
    await remember(atOnce);
    await onAnswer(chosen);
    close();
  };
  const failed = (error: unknown) => {
    setAsked(null);
    onFailure(error);
  };
  return { asked, ask: setAsked, answer: (...said) => void answer(...said).catch(failed), close };
}

/** Links to these sites are not asked about any more. */
async function remember(sites: readonly string[]): Promise<void> {
  if (sites.length === 0) return;
  const { sitesAddedAtOnce } = await readSettingsStore();
  await writeSetting('sitesAddedAtOnce', [...new Set([...sitesAddedAtOnce, ...sites])].toSorted());
}
