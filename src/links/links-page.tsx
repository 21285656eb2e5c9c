import './links.css';
import { useMemo, useState } from 'preact/hooks';
import { isOfKind, type LinkFilter, type PageLink } from '#domain/add/page-links';
import type { ReadPage } from '#platform/page-links';
import { Button } from '#ui/button';
import { Mark } from '#ui/icons';
import { Toasts } from '#ui/toast';
import { useWords } from '#ui/words';
import { AddBar } from './add-bar.tsx';
import type { KnownLinks } from './known-links.ts';
import { LinkFilters } from './link-filters.tsx';
import { LinkList } from './link-list.tsx';
import { usePassing } from './use-passing.ts';

interface LinksPageProps {
  readonly page: ReadPage;
  readonly links: readonly PageLink[];
  /** As it was when the page was read. */
  readonly known: KnownLinks;
}

/** The links of a page: chosen by kind and text, named by one mask, and added. */
export function LinksPage({ page, links, known: knownBefore }: LinksPageProps) {
  const t = useWords();
  const [filter, setFilter] = useState<LinkFilter>({
    // What is most likely no file is out of the way.
    kind: links.some((link) => isOfKind(link, 'files')) ? 'files' : null,
    text: '',
    regular: false,
  });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [known, setKnown] = useState(knownBefore);
  const { shown, problem, pending } = usePassing(links, filter);
  const chosen = useMemo(() => links.filter(({ url }) => selected.has(url)), [links, selected]);
  const select = (urls: readonly string[], on: boolean) =>
    setSelected((before) => {
      const changed = new Set(before);
      for (const url of urls) {
        if (on) changed.add(url);
        else changed.delete(url);
      }
      return changed;
    });
  const onAdded = (urls: readonly string[]) => {
    setKnown((before) => before.with(urls));
    select(urls, false);
  };
  if (links.length === 0) return <Message title={t('links.none')} />;
  return (
    <Toasts>
      <main class="links">
        <Head page={page} />
        {page.cut && <p class="note">{t('links.cut')}</p>}
        <LinkFilters links={links} filter={filter} problem={problem && t(`links.${problem}`)} onFilter={setFilter} />
        <div class="links-bar">
          <p role="status">
            {t('links.shown', { shown: shown.length, count: links.length })} ·{' '}
            {t('links.selected', { count: selected.size })}
          </p>
          <Button
            look="bare"
            disabled={pending}
            onPress={() =>
              select(
                shown.flatMap(({ url }) => (known.get(url) === undefined ? [url] : [])),
                true,
              )
            }
          >
            {t('links.selectShown')}
          </Button>
          <Button look="bare" disabled={selected.size === 0} onPress={() => setSelected(new Set())}>
            {t('links.selectNone')}
          </Button>
        </div>
        <LinkList links={shown} known={known} selected={selected} onSelect={select} />
        <AddBar page={page} links={chosen} onAdded={onAdded} />
      </main>
    </Toasts>
  );
}

function Head({ page: { title, url } }: { page: ReadPage }) {
  const t = useWords();
  return (
    <header class="links-head">
      <Mark />
      <h1>{t('links.title')}</h1>
      <p class="links-page" title={url}>
        {t('links.of', { page: title === '' ? url : title })}
      </p>
    </header>
  );
}

/** The browser does not let us read the page. */
export function Unread() {
  const t = useWords();
  return <Message title={t('links.unread')} text={t('links.unreadText')} />;
}

function Message({ title, text }: { title: string; text?: string }) {
  return (
    <main class="links links-message">
      <Mark />
      <h1>{title}</h1>
      {text !== undefined && <p>{text}</p>}
    </main>
  );
}
