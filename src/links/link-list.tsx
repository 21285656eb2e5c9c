import type { PageLink } from '#domain/add/page-links';
import { useWords } from '#ui/words';
import type { KnownLinks } from './known-links.ts';

interface LinkListProps {
  readonly links: readonly PageLink[];
  readonly known: KnownLinks;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (urls: readonly string[], on: boolean) => void;
}

/** A box to tick for each link. What is out of sight the browser does not lay out (`content-visibility`). */
export function LinkList({ links, known, selected, onSelect }: LinkListProps) {
  const t = useWords();
  return (
    <ul class="links-list" aria-label={t('links.list')}>
      {links.map(({ url, name, text }) => {
        const state = known.get(url);
        const shown = name || text || url;
        return (
          <li key={url}>
            <label>
              <input
                type="checkbox"
                checked={selected.has(url)}
                onChange={(event) => onSelect([url], event.currentTarget.checked)}
              />
              <span class="links-name">{shown}</span>
              {state && <span class="links-known">{t(`links.${state}`)}</span>}
              <span class="links-text" title={url}>
                {text === '' || text === shown ? url : `${text} · ${url}`}
              </span>
            </label>
          </li>
        );
      })}
    </ul>
  );
}
