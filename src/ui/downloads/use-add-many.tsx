import { hostsOf } from '#domain/add/links';
import type { Item } from '#domain/exchange/item';
import { requestSites } from '#platform/site-access';
import { useNotify } from '../toast.tsx';
import { useWords } from '../words.tsx';
import { failure } from './failure.tsx';
import { giveLinks, type Added } from './give-links.tsx';

/** Sites that are named in a sentence. */
const namedSites = 3;

/**
 * Gives the function that adds many downloads. It must run inside a click: only there the browser asks about sites. null: none were added; why
 * is said.
 */
export function useAddMany(): (items: readonly Item[]) => Promise<Added | null> {
  const t = useWords();
  const notify = useNotify();
  const add = async (items: readonly Item[]): Promise<Added | null> => {
    const hosts = hostsOf(items.flatMap(({ url, mirrors }) => [url, ...mirrors]));
    if (hosts.length > 0 && !(await requestSites(hosts))) {
      notify({ text: t('toast.siteDenied', { site: hosts.slice(0, namedSites).join(', ') }) });
      return null;
    }
    return giveLinks(items.map(({ url, ...given }) => ({ url, given })));
  };
  return (items) =>
    add(items).catch((error: unknown) => {
      notify({ text: failure(t, error) });
      return null;
    });
}
