import { useRef, useState } from 'preact/hooks';
import { itemOf, type Item } from '#domain/exchange/item';
import { largestList, readList, type ListProblem } from '#domain/exchange/read';
import { formatNames, leavesOut, listFormats, writeList, type ListFormat } from '#domain/exchange/write';
import { isSaved } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import { saveFile } from '#platform/save-file';
import { Button } from '#ui/button';
import { saidOfAdded } from '#ui/downloads/give-links';
import { useAddMany } from '#ui/downloads/use-add-many';
import { failure } from '#ui/downloads/use-adding';
import { MenuButton } from '#ui/menu';
import { useNotify } from '#ui/toast';
import { useWords } from '#ui/words';
import type { KnownTasks } from './known-tasks.ts';

interface ListsProps {
  readonly known: KnownTasks;
  /** What is written; none: all that is not finished. */
  readonly selected: readonly Task[];
}

/** A list that was read and waits for the user's word. */
interface Offer {
  readonly items: readonly Item[];
  /** Lines that are no links. */
  readonly bad: number;
}

/** Lists of downloads: written in four formats, read in any of them. */
export function Lists({ known, selected }: ListsProps) {
  const t = useWords();
  const notify = useNotify();
  const input = useRef<HTMLInputElement>(null);
  const [offer, setOffer] = useState<Offer | null>(null);
  const [problem, setProblem] = useState<ListProblem | null>(null);
  const write = (format: ListFormat) => {
    const unfinished = known.table.all().filter(({ task }) => !isSaved(task));
    const items = (selected.length > 0 ? selected : unfinished.map(({ task }) => task)).map(itemOf);
    const written = items.filter((item) => !leavesOut(format, item));
    const { ending, type } = listFormats[format];
    if (written.length > 0) saveFile(`perseid-downloads.${ending}`, writeList(format, written), type);
    const left = items.length - written.length;
    const said =
      left > 0
        ? t('lists.someWritten', { count: written.length, left })
        : t('lists.written', { count: written.length });
    notify({ text: said });
  };
  const read = async (file: File) => {
    const list = file.size > largestList ? 'list-large' : readList(await file.text());
    setProblem(typeof list === 'string' ? list : null);
    setOffer(typeof list === 'string' ? null : { items: list.items, bad: list.bad.length });
  };
  return (
    <>
      <MenuButton
        icon="list"
        label={t('lists.menu')}
        entries={[
          { label: t('lists.read'), onChoose: () => input.current?.click() },
          ...formatNames.map((format) => ({ label: t(`lists.${format}`), onChoose: () => write(format) })),
        ]}
      />
      <input
        ref={input}
        type="file"
        class="hidden-text"
        tabIndex={-1}
        aria-label={t('lists.file')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) read(file).catch((error: unknown) => notify({ text: failure(t, error) }));
          event.currentTarget.value = '';
        }}
      />
      {problem && (
        <p class="consent offer" role="alert">
          <span>{t(`lists.${problem}`)}</span>
          <Button onPress={() => setProblem(null)}>{t('lists.close')}</Button>
        </p>
      )}
      {offer && <ReadOffer offer={offer} onDone={() => setOffer(null)} />}
    </>
  );
}

/** What the list holds, and whether it is to be added: the browser may ask about sites then, which it does in a click alone. */
function ReadOffer({ offer: { items, bad }, onDone }: { offer: Offer; onDone: () => void }) {
  const t = useWords();
  const notify = useNotify();
  const addMany = useAddMany();
  const add = async () => {
    const added = await addMany(items);
    if (added === null) return;
    notify({ text: saidOfAdded(t, added) });
    onDone();
  };
  return (
    <p class="consent offer" role="status">
      <span>
        {t('lists.holds', { count: items.length })} {bad > 0 && t('lists.bad', { count: bad })}
      </span>
      <Button look="ask" onPress={() => void add()}>
        {t('lists.add')}
      </Button>
      <Button onPress={onDone}>{t('lists.close')}</Button>
    </p>
  );
}
