import { useState } from 'preact/hooks';
import { isOpen, maskFields, nameBy, openMask, readMask, type Mask } from '#domain/add/mask';
import type { PageLink } from '#domain/add/page-links';
import { plainItem, type Item } from '#domain/exchange/item';
import { referrerFor } from '#domain/source/referrer';
import { isMagnet } from '#domain/swarm/magnet-type';
import type { ReadPage } from '#platform/page-links';
import { openPage } from '#platform/pages';
import { localDate } from '#platform/local-time';
import { Button } from '#ui/button';
import { saidOfAdded } from '#ui/downloads/give-links';
import { useAddMany } from '#ui/downloads/use-add-many';
import { useNotify } from '#ui/toast';
import { useWords } from '#ui/words';

/** Names that are shown beforehand. */
const sampled = 3;
const example = '{page}/{index:3}.{ext}';

interface AddBarProps {
  readonly page: ReadPage;
  /** The selected ones, in the order of the page. */
  readonly links: readonly PageLink[];
  /** Told their addresses. */
  readonly onAdded: (urls: readonly string[]) => void;
}

/** How the selected ones are named, and the button that adds them. */
export function AddBar({ page, links, onAdded }: AddBarProps) {
  const t = useWords();
  const notify = useNotify();
  const addMany = useAddMany();
  const [text, setText] = useState('');
  const read = text.trim() === '' ? null : readMask(text.trim());
  const [wrong, mask] = read !== null && 'wrong' in read ? [read.wrong, null] : [null, read];
  const itemAt = (link: PageLink, at: number): Item => itemFor(link, at, mask, page);
  const note = () => {
    if (wrong !== null) return t('links.maskWrong', { part: wrong });
    const { names, sure } = sampleOf(links.slice(0, sampled), itemAt);
    if (names.length > 0) return t(sure ? 'links.maskSample' : 'links.maskGuess', { names: names.join(', ') });
    return t('links.maskNote', { fields: maskFields.map((field) => `{${field}}`).join(' '), example });
  };
  const add = async () => {
    const added = await addMany(links.map(itemAt));
    if (added === null) return;
    onAdded(links.map(({ url }) => url));
    const act = { label: t('links.open'), onPress: () => openPage('manager.html') };
    notify({ text: saidOfAdded(t, added), act });
  };
  return (
    <form class="links-add" onSubmit={(event) => event.preventDefault()}>
      <label class="links-mask">
        {t('links.mask')}
        <input
          class="field"
          spellcheck={false}
          autocomplete="off"
          aria-invalid={wrong !== null}
          aria-describedby="mask-note"
          placeholder={t('links.maskPlaceholder')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Button look="main" disabled={links.length === 0 || wrong !== null} onPress={() => void add()}>
        {links.length === 0 ? t('links.addNone') : t('links.add', { count: links.length })}
      </Button>
      <p id="mask-note" class={wrong === null ? 'note' : 'note bad'} aria-live="polite">
        {note()}
      </p>
    </form>
  );
}

/** How files will be called, and whether that is sure: their servers have not said anything yet. */
function sampleOf(
  links: readonly PageLink[],
  itemAt: (link: PageLink, at: number) => Item,
): { names: readonly string[]; sure: boolean } {
  const masked = links.flatMap((link, at) => {
    const { mask } = itemAt(link, at);
    return mask === null
      ? []
      : [{ mask, ...nameBy(mask, link.name || new URL(link.url).hostname.replaceAll('.', '-')) }];
  });
  const names = masked.map(({ folder, name }) => (folder === '' ? name : `${folder}/${name}`));
  return { names, sure: !masked.some(({ mask }) => isOpen(mask)) };
}

/** The download of a link: from this page, and named by the mask (null: as the server says). A torrent names its files itself. */
function itemFor({ url, text }: PageLink, at: number, mask: Mask | null, { title, url: from }: ReadPage): Item {
  const item = { ...plainItem(url), page: from, referrer: referrerFor(from, url) };
  if (mask === null || isMagnet(url)) return item;
  const facts = { text, index: at + 1, site: new URL(url).hostname, page: title, date: localDate(Date.now()) };
  return { ...item, mask: openMask(mask, facts) };
}
