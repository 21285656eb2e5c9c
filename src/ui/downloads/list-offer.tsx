import type { Item } from '#domain/exchange/item';
import { largestList, readList, type ListProblem } from '#domain/exchange/read';
import { lists as english } from '#domain/i18n/en/lists';
import type { Words } from '#domain/i18n/words';
import { isTorrent } from '#domain/swarm/torrent-type';
import { Button } from '../button.tsx';
import { useNotify } from '../toast.tsx';
import { useWords, WordsProvider } from '../words.tsx';
import { saidOfAdded } from './give-links.tsx';
import { useAddMany } from './use-add-many.tsx';

/** A file that the user gave as a list of downloads. */
export interface GivenList {
  readonly name: string;
  readonly items: readonly Item[];
  /** Lines that are no links. */
  readonly bad: number;
  /** Why it is not taken; null: it is. */
  readonly problem: ListProblem | null;
}

/** Reads a file as a list, in whichever of our formats. */
export async function readFile(file: File): Promise<GivenList> {
  const list = file.size > largestList ? 'list-large' : readList(await file.text());
  if (typeof list === 'string') return { name: file.name, items: [], bad: 0, problem: list };
  return { name: file.name, items: list.items, bad: list.bad.length, problem: null };
}

/** A dictionary begins so (BEP 3): no list does. */
const bencoded = /^d\d+:/;

/** Tells .torrent files, by name or by how they begin, from what is read as lists. */
export async function sortFiles(
  files: readonly File[],
): Promise<{ torrents: readonly File[]; lists: readonly GivenList[] }> {
  const torrents: File[] = [];
  const lists: GivenList[] = [];
  for (const file of files) {
    if (isTorrent(file.type, file.name) || bencoded.test(await file.slice(0, 12).text())) torrents.push(file);
    else lists.push(await readFile(file));
  }
  return { torrents, lists };
}

const words: Words = { en: english };

interface ListOfferProps {
  readonly lists: readonly GivenList[];
  readonly onDone: () => void;
}

/** What lists hold, and whether it is to be added: the browser may ask about sites then, which it does in a click alone. */
export function ListOffer(props: ListOfferProps) {
  return (
    <WordsProvider words={words}>
      <Offer {...props} />
    </WordsProvider>
  );
}

function Offer({ lists, onDone }: ListOfferProps) {
  const t = useWords();
  const notify = useNotify();
  const addMany = useAddMany();
  const items = lists.flatMap((list) => list.items);
  const add = async () => {
    const added = await addMany(items);
    if (added === null) return;
    notify({ text: saidOfAdded(t, added) });
    onDone();
  };
  return (
    <div class="consent offer" role={items.length === 0 ? 'alert' : 'status'}>
      {lists.map((list, place) => (
        <span key={place}>
          {lists.length > 1 && <b>{list.name}</b>} {said(t, list)}
        </span>
      ))}
      {items.length > 0 && (
        <Button look="ask" onPress={() => void add()}>
          {t('lists.add')}
        </Button>
      )}
      <Button onPress={onDone}>{t('lists.close')}</Button>
    </div>
  );
}

const problems = {
  'list-broken': 'lists.list-broken',
  'list-large': 'lists.list-large',
  'list-empty': 'lists.list-empty',
} as const satisfies Record<ListProblem, string>;

function said(t: ReturnType<typeof useWords>, { items, bad, problem }: GivenList): string {
  if (problem !== null) return t(problems[problem]);
  const holds = t('lists.holds', { count: items.length });
  return bad === 0 ? holds : `${holds} ${t('lists.bad', { count: bad })}`;
}
