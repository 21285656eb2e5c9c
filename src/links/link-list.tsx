import { useRef } from 'preact/hooks';
import type { PageLink } from '#domain/add/page-links';
import { useWindow } from '#ui/use-window';
import { useWords } from '#ui/words';
import type { KnownLinks } from './known-links.ts';
import { usePlace } from './use-place.ts';

/** Px: as in links.css. */
const rowHeight = 46;

interface LinkListProps {
  readonly links: readonly PageLink[];
  readonly known: KnownLinks;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (urls: readonly string[], on: boolean) => void;
}

/** A box to tick for each link. One of them is reached by Tab, the others from there by arrows; only those that are seen are drawn, and that one. */
export function LinkList({ links, known, selected, onSelect }: LinkListProps) {
  const t = useWords();
  const list = useRef<HTMLDivElement>(null);
  const { from, to } = useWindow(list, rowHeight, links.length);
  const { place, box, onKeyDown, onReach } = usePlace(list, links, rowHeight);
  const drawn = Array.from({ length: to - from }, (_, offset) => from + offset);
  const places = place < links.length && (place < from || place >= to) ? [...drawn, place] : drawn;
  return (
    <div class="links-list" ref={list} onKeyDown={onKeyDown}>
      <ul aria-label={t('links.list')} style={{ blockSize: `${links.length * rowHeight}px` }}>
        {places.map((at) => {
          const link = links[at];
          return (
            link && (
              <li
                key={link.url}
                style={{ insetBlockStart: `${at * rowHeight}px` }}
                aria-setsize={links.length}
                aria-posinset={at + 1}
              >
                <label>
                  <input
                    {...(at === place && { ref: box })}
                    type="checkbox"
                    tabIndex={at === place ? 0 : -1}
                    checked={selected.has(link.url)}
                    onFocus={() => onReach(at)}
                    onChange={(event) => onSelect([link.url], event.currentTarget.checked)}
                  />
                  <Said link={link} known={known.get(link.url)} />
                </label>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function Said({ link: { url, name, text }, known }: { link: PageLink; known: ReturnType<KnownLinks['get']> }) {
  const t = useWords();
  const shown = name || text || url;
  return (
    <>
      <span class="links-name">{shown}</span>
      {known && <span class="links-known">{t(`links.${known}`)}</span>}
      <span class="links-text" title={url}>
        {text === '' || text === shown ? url : `${text} · ${url}`}
      </span>
    </>
  );
}
