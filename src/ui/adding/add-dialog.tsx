import './add-dialog.css';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { givenBy } from '#domain/add/choice';
import { hostsOf, shorten } from '#domain/add/links';
import { placeFor, type Places } from '#domain/add/place';
import { sanitizeFilename, sanitizeFolder } from '#domain/task/filename';
import { nameFromUrl } from '#domain/task/name-from-url';
import { priorities, type Priority } from '#domain/task/task';
import { Button } from '../button.tsx';
import { detailsWords } from '../details/details-words.tsx';
import type { GivenLink } from '../downloads/give-links.tsx';
import { useWords, WordsProvider } from '../words.tsx';

/** Links that are about to be added. */
export interface Asked {
  readonly links: readonly string[];
  /** Where they stand; null: nobody knows. */
  readonly page: string | null;
  /** Where new files go. */
  readonly places: Places;
}

interface AddDialogProps {
  readonly asked: Asked;
  /** @param atOnce sites about which the user does not want to be asked again */
  readonly onAdd: (chosen: readonly GivenLink[], atOnce: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Name, folder, priority, and whether to begin now: before links are added. Enter adds, Escape closes. */
export function AddDialog(props: AddDialogProps) {
  return (
    <WordsProvider words={detailsWords}>
      <Dialog {...props} />
    </WordsProvider>
  );
}

const longestShown = 90;

function Dialog({ asked, onAdd, onClose }: AddDialogProps) {
  const t = useWords();
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { links } = asked;
  const [first = ''] = links;
  const sites = hostsOf(links);
  const draft = useDraft(asked);
  const [atOnce, setAtOnce] = useState(false);
  /** It was answered: that it closes then means nothing more. */
  const answered = useRef(false);
  useLayoutEffect(() => box.current?.showModal(), []);
  // Closed by itself it gives the focus back, which it does not where it is only taken away.
  const close = () => box.current?.close();
  const add = (paused: boolean) => {
    answered.current = true;
    close();
    const choice = { ...draft.choice, paused };
    const chosen = links.map((url) => ({ url, given: givenBy(choice, url, asked.page) }));
    onAdd(chosen, atOnce ? sites : []);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    add(false);
  };
  const closed = () => {
    if (!answered.current) onClose();
  };
  return (
    <dialog ref={box} class="add-dialog" aria-labelledby={titleId} onClose={closed}>
      <form onSubmit={submit}>
        <h2 id={titleId}>{t('adding.title', { count: links.length })}</h2>
        {links.length === 1 && <p class="address">{shorten(first, longestShown)}</p>}
        {links.length === 1 && (
          <TextField
            label={t('adding.name')}
            hint={nameFromUrl(first)}
            right={draft.choice.name ?? ''}
            {...draft.name}
          />
        )}
        <TextField label={t('adding.folder')} hint={t('folder.root')} right={draft.path} {...draft.folder} />
        <PriorityField {...draft.priority} />
        {sites.length > 0 && (
          <label class="at-once">
            <input type="checkbox" checked={atOnce} onChange={(event) => setAtOnce(event.currentTarget.checked)} />
            {t('adding.atOnce', { site: shorten(sites.join(', '), longestShown) })}
          </label>
        )}
        <p class="add-dialog-acts">
          <button type="submit" class="button main">
            {t('add.button')}
          </button>
          <Button onPress={() => add(true)}>{t('adding.later')}</Button>
          <Button onPress={close}>{t('act.cancel')}</Button>
        </p>
      </form>
    </dialog>
  );
}

/** What is typed and chosen, and what that comes to. */
function useDraft(asked: Asked) {
  const usual = usualFolder(asked);
  const [name, setName] = useState('');
  const [folder, setFolder] = useState(usual);
  const [priority, setPriority] = useState<Priority>('normal');
  const path = sanitizeFolder(folder);
  return {
    name: { value: name, onChange: setName },
    folder: { value: folder, onChange: setFolder },
    priority: { value: priority, onChange: setPriority },
    path,
    choice: {
      name: name.trim() === '' ? null : sanitizeFilename(name).name,
      // What is left as it is follows the rules, also when the server says another name.
      folder: folder === usual ? null : path,
      priority,
    },
  };
}

/** Where the first of the links would go by itself. */
function usualFolder({ links: [first = ''], page, places }: Asked): string {
  return placeFor(nameFromUrl(first), page === null ? [first] : [first, page], places).folder;
}

interface TextFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  /** What it will be called: not everything that can be typed is a name. */
  readonly right: string;
  readonly onChange: (text: string) => void;
}

function TextField({ label, hint, value, right, onChange }: TextFieldProps) {
  const t = useWords();
  const noteId = useId();
  return (
    <div>
      <label>
        {label}
        <input
          class="field"
          autocomplete="off"
          spellcheck={false}
          aria-describedby={noteId}
          placeholder={hint}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </label>
      <p id={noteId} class="note" aria-live="polite">
        {right !== value.trim() && t('adding.willBe', { name: right === '' ? t('folder.root') : right })}
      </p>
    </div>
  );
}

function PriorityField({ value, onChange }: { value: Priority; onChange: (priority: Priority) => void }) {
  const t = useWords();
  return (
    <label>
      {t('details.priority')}
      <select
        class="field"
        value={value}
        onChange={(event) => onChange(priorities[event.currentTarget.selectedIndex] ?? 'normal')}
      >
        {priorities.map((one) => (
          <option key={one} value={one}>
            {t(`priority.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
