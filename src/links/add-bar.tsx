import { useState } from 'preact/hooks';
import { maskFields, nameBy, readMask, type Mask } from '#domain/add/mask';
import type { PageLink } from '#domain/add/page-links';
import { plainItem, type Item } from '#domain/exchange/item';
import { referrerFor } from '#domain/source/referrer';
import { isMagnet } from '#domain/swarm/magnet-type';
import { sanitizeFolder } from '#domain/task/sanitize';
import type { ReadPage } from '#platform/page-links';
import { openPage } from '#platform/pages';
import { localDate } from '#platform/local-time';
import { Button } from '#ui/button';
import { useAddMany } from '#ui/downloads/use-add-many';
import { useNotify } from '#ui/toast';
import { useWords } from '#ui/words';

/** Names that are shown beforehand. */
const sampled = 3;
const example = '{page}/{index:3}.{ext}';

interface AddBarProps {
  readonly page: ReadPage;
  /** Where new downloads go, below Downloads. */
  readonly folder: string;
  /** The selected ones, in the order of the page. */
  readonly links: readonly PageLink[];
  readonly onAdded: () => void;
}

/** How the selected ones are named, and the button that adds them. */
export function AddBar({ page, folder, links, onAdded }: AddBarProps) {
  const t = useWords();
  const notify = useNotify();
  const addMany = useAddMany();
  const [text, setText] = useState('');
  const read = text.trim() === '' ? { parts: [] } : readMask(text.trim());
  const [wrong, mask] = 'wrong' in read ? [read.wrong, null] : [null, read];
  const items = mask === null ? [] : links.map((link, at) => itemFor(link, at, mask, page, folder));
  const sample = items
    .slice(0, sampled)
    .flatMap(({ name, folder: into }) => (name === null ? [] : [joined(into, name)]));
  const note = () => {
    if (wrong !== null) return t('links.maskWrong', { part: wrong });
    if (sample.length > 0) return t('links.maskSample', { names: sample.join(', ') });
    return t('links.maskNote', { fields: maskFields.map((field) => `{${field}}`).join(' '), example });
  };
  const add = async () => {
    if (!(await addMany(items))) return;
    onAdded();
    const act = { label: t('links.open'), onPress: () => openPage('manager.html') };
    notify({ text: t('links.added', { count: items.length }), act });
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
      <Button look="main" disabled={items.length === 0} onPress={() => void add()}>
        {links.length === 0 ? t('links.addNone') : t('links.add', { count: links.length })}
      </Button>
      <p id="mask-note" class={wrong === null ? 'note' : 'note bad'} aria-live="polite">
        {note()}
      </p>
    </form>
  );
}

const joined = (folder: string | null, name: string): string => (folder ? `${folder}/${name}` : name);

/** The download of a link: from this page, and named by the mask (an empty one: as the server says). A torrent names its files itself. */
function itemFor(link: PageLink, at: number, mask: Mask, { title, url: from }: ReadPage, folder: string): Item {
  const { url, name, text } = link;
  const item = { ...plainItem(url), page: from, referrer: referrerFor(from, url) };
  if (mask.parts.length === 0 || isMagnet(url)) return item;
  const facts = { name, text, index: at + 1, site: new URL(url).hostname, page: title, date: localDate(Date.now()) };
  const named = nameBy(mask, facts);
  return { ...item, name: named.name, folder: sanitizeFolder(joined(folder, named.folder)) };
}
