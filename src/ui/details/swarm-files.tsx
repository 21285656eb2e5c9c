import './swarm-card.css';
import { useMemo, useState } from 'preact/hooks';
import { formatBytes } from '#domain/i18n/format';
import { fileKinds, kindOfFile, type FileKind } from '#domain/swarm/file-kind';
import { chosenOf, fileTree, shownOf, type FileFolder } from '#domain/swarm/file-tree';
import type { FileChoice, SwarmFile } from '#domain/swarm/swarm';
import { Button, IconButton } from '../button.tsx';
import { useWords } from '../words.tsx';

/** More of one folder, folders and files, are shown when they are asked for. */
const shownAtOnce = 200;
/** So many files are shown with all folders open. */
const few = 30;

interface SwarmFilesProps {
  readonly files: readonly SwarmFile[];
  readonly choice: FileChoice;
  readonly onChoose: (choice: FileChoice) => void;
}

/** The files of a torrent as a tree, each to be chosen, to go first, or to be left. What is saved already stays chosen. */
export function SwarmFiles({ files, choice, onChoose }: SwarmFilesProps) {
  const t = useWords();
  const tree = useMemo(() => fileTree(files), [files]);
  // Made once: each folder and each file asks.
  const { wanted, first } = choice;
  const sets = useMemo(() => ({ wanted: new Set(wanted), first: new Set(first) }), [wanted, first]);
  const only = (chosen: (file: SwarmFile) => boolean) => {
    const places = files.flatMap((file, place) => (file.saved || chosen(file) ? [place] : []));
    const among = new Set(places);
    onChoose({ ...choice, wanted: places, first: first.filter((place) => among.has(place)) });
  };
  const kinds = fileKinds.filter((kind) => files.some(({ name }) => kindOfFile(name) === kind));
  return (
    <>
      <Folder
        folder={tree}
        files={files}
        choice={choice}
        sets={sets}
        onChoose={onChoose}
        startsOpen={files.length <= few}
      />
      <span class="row-acts worded">
        <Button onPress={() => only(() => true)}>{t('swarm.all')}</Button>
        <Button onPress={() => only(() => false)}>{t('swarm.none')}</Button>
        {kinds.length > 1 && (
          <KindChoice kinds={kinds} onKind={(kind) => only(({ name }) => kindOfFile(name) === kind)} />
        )}
      </span>
      <label>
        <input
          type="checkbox"
          checked={choice.inOrder}
          onChange={(event) => onChoose({ ...choice, inOrder: event.currentTarget.checked })}
        />{' '}
        {t('swarm.inOrder')}
      </label>
    </>
  );
}

function KindChoice({ kinds, onKind }: { kinds: readonly FileKind[]; onKind: (kind: FileKind) => void }) {
  const t = useWords();
  return (
    <select
      class="field"
      aria-label={t('swarm.only')}
      value=""
      onChange={(event) => {
        const kind = kinds[event.currentTarget.selectedIndex - 1];
        if (kind !== undefined) onKind(kind);
      }}
    >
      <option value="">{t('swarm.only')}</option>
      {kinds.map((kind) => (
        <option key={kind} value={kind}>
          {t(`kind.${kind}`)}
        </option>
      ))}
    </select>
  );
}

/** The same as the choice, to be asked often. */
interface ChosenSets {
  readonly wanted: ReadonlySet<number>;
  readonly first: ReadonlySet<number>;
}

interface FolderProps extends SwarmFilesProps {
  readonly sets: ChosenSets;
  readonly folder: FileFolder;
  readonly startsOpen: boolean;
}

/** What lies in a folder: its folders, then its files. */
function Folder({ folder, files, choice, sets, onChoose, startsOpen }: FolderProps) {
  const t = useWords();
  const [shown, setShown] = useState(shownAtOnce);
  const some = shownOf(folder, shown);
  return (
    <ul class={folder.path === '' ? 'swarm-files' : 'swarm-folder'}>
      {some.folders.map((one) => (
        <FolderRow
          key={one.path}
          folder={one}
          files={files}
          choice={choice}
          sets={sets}
          onChoose={onChoose}
          startsOpen={startsOpen}
        />
      ))}
      {some.files.map((place) => (
        <FileRow key={place} place={place} file={files[place]} choice={choice} sets={sets} onChoose={onChoose} />
      ))}
      {some.rest > 0 && (
        <li>
          <Button onPress={() => setShown(shown + shownAtOnce)}>{t('swarm.more', { count: some.rest })}</Button>
        </li>
      )}
    </ul>
  );
}

/** A folder: ticked, unticked, or in part; open or closed. */
function FolderRow(props: FolderProps) {
  const { folder, files, choice, sets, onChoose, startsOpen } = props;
  const t = useWords();
  const [open, setOpen] = useState(startsOpen);
  const how = chosenOf(folder, sets.wanted);
  const change = (on: boolean) =>
    onChoose(
      withPlaces(
        choice,
        folder.all.filter((place) => !files[place]?.saved),
        on,
      ),
    );
  return (
    <li>
      <span class="swarm-row">
        <label>
          <input
            type="checkbox"
            checked={how === 'all'}
            indeterminate={how === 'some'}
            onChange={(event) => change(event.currentTarget.checked)}
          />
          <span class="name">{folder.name}</span>
          <span>{formatBytes(t.locale, folder.size)}</span>
        </label>
        <span class={open ? 'fold open' : 'fold'}>
          <IconButton
            icon="back"
            label={t(open ? 'swarm.close' : 'swarm.open', { name: folder.name })}
            expanded={open}
            onPress={() => setOpen(!open)}
          />
        </span>
      </span>
      {open && <Folder {...props} />}
    </li>
  );
}

interface FileRowProps extends Omit<SwarmFilesProps, 'files'> {
  readonly sets: ChosenSets;
  readonly place: number;
  readonly file: SwarmFile | undefined;
}

function FileRow({ place, file, choice, sets, onChoose }: FileRowProps) {
  const t = useWords();
  if (file === undefined) return null;
  const { name, size, saved } = file;
  const wanted = sets.wanted.has(place);
  const first = sets.first.has(place);
  const flip = () => {
    const others = choice.first.filter((one) => one !== place);
    onChoose({ ...choice, first: first ? others : [...others, place] });
  };
  return (
    <li class="swarm-row">
      <label>
        <input
          type="checkbox"
          checked={wanted}
          disabled={saved}
          onChange={(event) => onChoose(withPlaces(choice, [place], event.currentTarget.checked))}
        />
        <span class="name">{name}</span>
        <span>{formatBytes(t.locale, size)}</span>
      </label>
      {wanted && !saved && (
        <button
          type="button"
          class="button bare first"
          aria-pressed={first}
          aria-label={t('swarm.firstName', { name })}
          onClick={flip}
        >
          {t('swarm.first')}
        </button>
      )}
    </li>
  );
}

/** The choice with these files in it, or out of it. What is left does not go first. */
function withPlaces(choice: FileChoice, places: readonly number[], on: boolean): FileChoice {
  const changed = new Set(places);
  const others = choice.wanted.filter((place) => !changed.has(place));
  if (on) return { ...choice, wanted: [...others, ...places] };
  return { ...choice, wanted: others, first: choice.first.filter((place) => !changed.has(place)) };
}
