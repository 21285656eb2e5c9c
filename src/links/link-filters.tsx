import { useMemo } from 'preact/hooks';
import { isOfKind, linkKinds, type LinkFilter, type PageLink } from '#domain/add/page-links';
import { useWords } from '#ui/words';

type Kind = NonNullable<LinkFilter['kind']>;
const kinds: readonly Kind[] = ['files', ...linkKinds];

interface LinkFiltersProps {
  readonly links: readonly PageLink[];
  readonly filter: LinkFilter;
  /** What is wrong with the text, as a sentence; null: nothing. */
  readonly problem: string | null;
  readonly onFilter: (filter: LinkFilter) => void;
}

/** Which links are shown: by kind, each with how many there are, and by text. */
export function LinkFilters({ links, filter, problem, onFilter }: LinkFiltersProps) {
  const t = useWords();
  const counted = useMemo(
    () => kinds.map((kind) => ({ kind, count: links.filter((link) => isOfKind(link, kind)).length })),
    [links],
  );
  const name = (kind: Kind) =>
    kind === 'torrent' || kind === 'page' || kind === 'files' ? t(`links.${kind}`) : t(`kind.${kind}`);
  return (
    <div class="links-filters">
      <div class="links-kinds" role="group" aria-label={t('links.kinds')}>
        {counted
          .filter(({ count }) => count > 0)
          .map(({ kind, count }) => (
            <button
              key={kind}
              type="button"
              class="button"
              aria-pressed={filter.kind === kind}
              onClick={() => onFilter({ ...filter, kind: filter.kind === kind ? null : kind })}
            >
              {name(kind)} <span class="count">{count}</span>
            </button>
          ))}
      </div>
      <div class="links-find">
        <input
          type="search"
          class="field"
          spellcheck={false}
          autocomplete="off"
          aria-label={t('links.find')}
          aria-invalid={problem !== null}
          aria-describedby="find-note"
          placeholder={t('links.find')}
          value={filter.text}
          onInput={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
        />
        <label class="links-regular">
          <input
            type="checkbox"
            checked={filter.regular}
            onChange={(event) => onFilter({ ...filter, regular: event.currentTarget.checked })}
          />
          {t('links.regular')}
        </label>
        <p id="find-note" class="note bad" aria-live="polite">
          {problem}
        </p>
      </div>
    </div>
  );
}
