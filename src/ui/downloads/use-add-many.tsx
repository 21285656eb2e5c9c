import { hostsOf } from '#domain/add/links';
import type { Item } from '#domain/exchange/item';
import { newId } from '#platform/clock';
import { callEngine } from '#platform/engine-client';
import { requestSites } from '#platform/site-access';
import { useNotify } from '../toast.tsx';
import { useWords } from '../words.tsx';
import { failure, linksAtOnce } from './use-adding.tsx';

/** Sites that are named in a sentence. */
const namedSites = 3;

/**
 * Gives the function that adds many downloads. It must run inside a click: only there the browser asks about sites. It resolves with whether
 * they were added; if not, why is said.
 */
export function useAddMany(): (items: readonly Item[]) => Promise<boolean> {
  const t = useWords();
  const notify = useNotify();
  const add = async (items: readonly Item[]): Promise<boolean> => {
    const hosts = hostsOf(items.flatMap(({ url, mirrors }) => [url, ...mirrors]));
    if (hosts.length > 0 && !(await requestSites(hosts))) {
      notify({ text: t('toast.siteDenied', { site: hosts.slice(0, namedSites).join(', ') }) });
      return false;
    }
    for (let from = 0; from < items.length; from += linksAtOnce) {
      const links = items.slice(from, from + linksAtOnce).map(({ url, ...given }) => ({ id: newId(), url, given }));
      await callEngine('tasks.add', { links });
    }
    return true;
  };
  return (items) =>
    add(items).catch((error: unknown) => {
      notify({ text: failure(t, error) });
      return false;
    });
}
