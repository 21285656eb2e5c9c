import { useRef, useState } from 'preact/hooks';
import { itemOf } from '#domain/exchange/item';
import { formatNames, leavesOut, listFormats, writeList, type ListFormat } from '#domain/exchange/write';
import { byTurn } from '#domain/task/line';
import { isSaved } from '#domain/task/progress';
import type { Task } from '#domain/task/task';
import { saveFile } from '#platform/save-file';
import { readTasks } from '#platform/task-store';
import { ListOffer, readFile, type GivenList } from '#ui/downloads/list-offer';
import { failure } from '#ui/downloads/failure';
import { MenuButton } from '#ui/menu';
import { useNotify } from '#ui/toast';
import { useWords } from '#ui/words';

const labels = {
  json: 'lists.json',
  links: 'lists.links',
  metalink: 'lists.metalink',
  aria2: 'lists.aria2',
} as const satisfies Record<ListFormat, string>;

interface ListsProps {
  /** What is written; none: all that is not finished. */
  readonly selected: readonly Task[];
}

/** Lists of downloads: written in four formats, read in any of them. */
export function Lists({ selected }: ListsProps) {
  const t = useWords();
  const notify = useNotify();
  const input = useRef<HTMLInputElement>(null);
  const [offer, setOffer] = useState<GivenList | null>(null);
  const explain = (error: unknown) => notify({ text: failure(t, error) });
  const write = async (format: ListFormat) => {
    const items = (selected.length > 0 ? selected : await unfinished()).map(itemOf);
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
  return (
    <>
      <MenuButton
        icon="list"
        label={t('lists.menu')}
        entries={[
          { label: t('lists.read'), onChoose: () => input.current?.click() },
          ...formatNames.map((format) => ({
            label: t(labels[format]),
            onChoose: () => void write(format).catch(explain),
          })),
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
          if (file) readFile(file).then(setOffer, explain);
          event.currentTarget.value = '';
        }}
      />
      {offer && <ListOffer lists={[offer]} onDone={() => setOffer(null)} />}
    </>
  );
}

/** All of them, in the order of their turn: as they are stored, for the page may still be reading. */
async function unfinished(): Promise<Task[]> {
  const tasks = await readTasks();
  return tasks.filter((task) => task.trash === null && !isSaved(task)).toSorted(byTurn);
}
