import { inItsPlace, placeFor, type Places } from '#domain/add/place';
import type { Twin, Wanted } from '#domain/add/twin';
import { readLinkChecksums } from '#domain/check/checksum-text';
import { nothingExpected } from '#domain/check/expected';
import type { Given } from '#domain/exchange/given';
import type { DescribedFile } from '#domain/mirror/described';
import { addMirrors } from '#domain/mirror/mirror';
import { notSearched } from '#domain/mirror/search';
import { magnetOf, readMagnet, type Magnet } from '#domain/swarm/magnet';
import { isMagnet } from '#domain/swarm/magnet-type';
import { nameOfMagnet, swarmOfMagnet, type OpenedTorrent } from '#domain/swarm/new-swarm';
import { namesNobody, type Named } from '#domain/swarm/named';
import type { Via } from '#domain/swarm/peer-server';
import { isUntold, type Swarm } from '#domain/swarm/swarm';
import { linkTo } from '#domain/task/link-to';
import { asksForPeers, asksForTwin, pausedByUser } from '#domain/task/moves';
import { newTask } from '#domain/task/new-task';
import { canGoOn, isBesideItem, unfinishedAt, unfinishedFor } from '#domain/task/relink';
import type { TaskEvent } from '#domain/task/reduce';
import type { Handover, Task, TaskId } from '#domain/task/task';
import { wait } from '#platform/clock';
import type { RequestOf, ResponseOf } from '#protocol/define';
import type { engineApi } from '#protocol/engine-api';
import type { Describer } from './check/checker.ts';
import type { TaskBook } from './task-book.ts';

type AddRequest = RequestOf<typeof engineApi, 'task.add'>;
type AddAnswer = ResponseOf<typeof engineApi, 'task.add'>;

type Clicked = Pick<Task, 'source' | 'handover'>;

interface AdderPorts {
  readonly book: Pick<TaskBook, 'tasks' | 'add' | 'dispatch'>;
  /** Stores a task's .torrent file. */
  readonly saveInfo: (id: TaskId, info: Uint8Array) => Promise<void>;
  /** Whether a torrent of these trackers may begin without asking: the user has said so, and torrents are switched on. */
  readonly mayBegin: (swarm: Swarm) => Promise<boolean>;
  /** What a torrent begins with that asks nobody. */
  readonly via: () => Via | null;
  /** Where new files go. */
  readonly places: () => Places;
  /** A file that is there already; null: none, or the user does not want to be asked. */
  readonly twin: (wanted: Wanted) => Promise<Twin | null>;
}

/** So long a second click on a link waits to see what becomes of the first, ms, and looks that often. */
const twinTime = 4000;
const twinPause = 25;

/**
 * Stores new tasks. One request is carried out once, however often it comes (its answer may have been lost); a link
 * that an unfinished task may go on with is proven first, or is its own.
 */
export class TaskAdder {
  readonly #ports: AdderPorts;
  /** By the task's id; also of those that are being added, or have ended since. */
  readonly #answers = new Map<TaskId, Promise<AddAnswer>>();
  /** Clicked links whose task is being stored. */
  readonly #coming = new Set<Clicked>();
  /** Kept here, for a task that is being added is not in the book yet. */
  #lastSerial = 0;

  constructor(ports: AdderPorts) {
    this.#ports = ports;
  }

  /** A task for one address, beside the browser's item if there is one. */
  add(request: AddRequest): Promise<AddAnswer> {
    const { id } = request;
    const known = this.#ports.book.tasks.has(id) ? Promise.resolve({ id }) : undefined;
    const answer = this.#answers.get(id) ?? known ?? this.#store(request);
    this.#answers.set(id, answer);
    // What could not be stored may be tried again.
    void answer.catch(() => this.#answers.delete(id));
    return answer;
  }

  /**
   * A task for a link that the user gave, with what is told of it (null: nothing).
   * @returns false: the unfinished one of this link goes on instead, as it is
   */
  async addGiven(id: TaskId, url: string, given: Given | null): Promise<boolean> {
    const source = { ...linkTo(url), page: given?.page ?? null, referrer: given?.referrer ?? null };
    const request = { id, source, hint: null, downloadId: null, tabId: null, continues: null };
    const { book } = this.#ports;
    // A torrent says all of it itself; and what there is unfinished of the same link goes on.
    const isPlain = given === null || isMagnet(url) || unfinishedAt(book.tasks.values(), request) !== null;
    if (isPlain || book.tasks.has(id)) {
      const isNew = (await this.add(request)).id === id;
      if (isNew && given !== null && isMagnet(url)) for (const wish of wishesOf(given)) await book.dispatch(id, wish);
      return isNew;
    }
    const twin = await this.#ports.twin({ url, expected: given.expected });
    await book.add(asking(this.#make({ id, source, ...givenToTask(url, given) }), twin));
    return true;
  }

  async #store(request: AddRequest): Promise<AddAnswer> {
    const { book } = this.#ports;
    const { id, source, hint, downloadId } = request;
    if (isMagnet(source.url)) return this.#storeMagnet(request);
    const handover: Handover | null = downloadId === null ? null : handoverOf(downloadId, request);
    const click: Clicked = { source, handover };
    if (handover !== null) await this.#firstOfTwins(click);
    const isGiven = downloadId === null && request.continues === null;
    const expected = { ...nothingExpected, hashes: readLinkChecksums(source.url) };
    // What was clicked is wanted: the browser has begun it.
    const twin = isGiven ? await this.#ports.twin({ url: source.url, expected }) : null;
    const now = Date.now();
    const own = isGiven ? unfinishedAt(book.tasks.values(), request) : null;
    if (own) {
      await book.dispatch(own.id, { kind: 'relinked', link: null, now });
      return { id: own.id };
    }
    const task = this.#make({
      id,
      source,
      hint,
      handover,
      continues: continued(book.tasks, request, now)?.id ?? null,
      // Beside the browser's running item nothing waits for its turn.
      state: { kind: downloadId === null ? 'queued' : 'probing' },
    });
    await book.add(asking(task, twin)).finally(() => this.#coming.delete(click));
    if (downloadId !== null) await book.dispatch(id, { kind: 'offered' });
    return { id };
  }

  /** Resolves when no earlier click on this link waits for its proof: one that was taken over goes on with both. */
  async #firstOfTwins(own: Clicked): Promise<void> {
    const earlier = [...this.#coming];
    this.#coming.add(own);
    const undecided = (): boolean => {
      const coming = earlier.filter((one) => this.#coming.has(one));
      return isBesideItem([...coming, ...this.#ports.book.tasks.values()], own.source);
    };
    for (const end = Date.now() + twinTime; undecided() && Date.now() < end;) {
      await wait(twinPause, AbortSignal.timeout(twinTime));
    }
  }

  /**
   * A task for each file that another one describes. Their ids follow from that one's: after a death in between, those that
   * are stored already are not stored again.
   */
  async addFiles(by: Describer, files: readonly DescribedFile[]): Promise<void> {
    for (const [index, { name, folder, expected, urls }] of files.entries()) {
      const [first, ...mirrors] = urls;
      const id = `${by.id}-${index}`;
      if (!first || this.#ports.book.tasks.has(id)) continue;
      const task = this.#make({
        id,
        source: linkTo(first.url),
        name,
        hint: { name, mime: null, size: expected.size, validator: null },
        ...below(this.#placeBy(by, name, first.url), folder),
        expected,
        mirrors,
      });
      await this.#ports.book.add(asking(task, await this.#ports.twin({ url: first.url, expected })));
    }
  }

  /** A task for a torrent that another one's file describes: it asks before any peer is contacted. */
  async addTorrent(by: Describer, { magnet, content, info }: OpenedTorrent): Promise<void> {
    const { book } = this.#ports;
    const known = unfinishedSwarm(book.tasks.values(), magnet.infoHash);
    const id = known?.id ?? `${by.id}-0`;
    if (!book.tasks.has(id)) await book.add(this.#swarmTask(id, magnet, this.#placeBy(by, nameOfMagnet(magnet))));
    else await book.dispatch(id, { kind: 'named-again', named: namedBy(magnet) });
    await this.#ports.saveInfo(id, info);
    await book.dispatch(id, { kind: 'opened-torrent', content });
    await this.agreeIfKnown(id);
  }

  /** A task for files of the user's own, which are all here: shared from now on. @returns its magnet link */
  async addShared(
    id: TaskId,
    chosen: Pick<Swarm, 'sharing' | 'via'>,
    { magnet, content }: OpenedTorrent,
    now: number,
  ): Promise<string> {
    const task = this.#swarmTask(id, magnet, { folder: '', placedBy: 'user' });
    const { swarm, hint } = task;
    const name = hint?.name ?? magnet.infoHash;
    const files = content.files.map((file) => ({ ...file, saved: true }));
    await this.#ports.book.add({
      ...task,
      file: { name, mime: '', size: content.size, ranged: true, validator: null },
      have: [{ from: 0, to: content.size }],
      checked: { what: 'sha-1', from: 'torrent', good: true, value: null },
      swarm: swarm && { ...swarm, ...chosen, agreed: true, content: { ...content, files } },
      state: { kind: 'seeding', finishedAt: now, downloadId: null, savedAs: name },
    });
    return task.source.url;
  }

  /** A task for a magnet link, or the unfinished one of the same torrent. @throws PerseidError as `readMagnet` */
  async #storeMagnet({ id, source }: AddRequest): Promise<AddAnswer> {
    const { book } = this.#ports;
    const magnet = readMagnet(source.url);
    const known = unfinishedSwarm(book.tasks.values(), magnet.infoHash);
    if (known === null) {
      await book.add(this.#swarmTask(id, magnet, placeFor(nameOfMagnet(magnet), [], this.#ports.places())));
    } else {
      await book.dispatch(known.id, { kind: 'named-again', named: namedBy(magnet) });
      await book.dispatch(known.id, { kind: 'relinked', link: null, now: Date.now() });
    }
    await this.agreeIfKnown(known?.id ?? id);
    return { id: known?.id ?? id };
  }

  /** By whom the task that is stored names: a second link to the same torrent may name others. */
  async agreeIfKnown(id: TaskId): Promise<void> {
    const swarm = this.#ports.book.tasks.get(id)?.swarm;
    if (swarm?.agreed === true) return this.#widenIfKnown(id, swarm);
    // What nobody can tell is not begun: it is agreed to when its file is there.
    if (swarm && !isUntold(swarm) && (await this.#ports.mayBegin(swarm))) {
      await this.#ports.book.dispatch(id, { kind: 'agreed', via: this.#ports.via() });
    }
  }

  async #widenIfKnown(id: TaskId, swarm: Swarm): Promise<void> {
    const { offered } = swarm;
    if (namesNobody(offered) || !(await this.#ports.mayBegin({ ...swarm, ...offered }))) return;
    await this.#ports.book.dispatch(id, { kind: 'widened', named: offered });
  }

  #swarmTask(id: TaskId, magnet: Magnet, place: Pick<Task, 'folder' | 'placedBy'>): Task {
    const name = nameOfMagnet(magnet);
    return this.#make({
      id,
      source: linkTo(magnetOf(magnet)),
      name,
      hint: { name, mime: null, size: null, validator: null },
      ...place,
      swarm: swarmOfMagnet(magnet),
      state: asksForPeers,
    });
  }

  #make(beginning: Pick<Task, 'id' | 'source'> & Partial<Task>): Task {
    const { book } = this.#ports;
    this.#lastSerial = Math.max(this.#lastSerial, ...[...book.tasks.values()].map(({ serial }) => serial)) + 1;
    const task = newTask({ serial: this.#lastSerial, addedAt: Date.now(), ...beginning });
    return beginning.folder === undefined ? inItsPlace({ ...task, placedBy: 'default' }, this.#ports.places()) : task;
  }

  /** Where a file goes that another one describes: where that goes, if the user has said so, or no rule says otherwise. */
  #placeBy(by: Describer, name: string, ...addresses: string[]): Pick<Task, 'folder' | 'placedBy'> {
    const own = placeFor(name, addresses, this.#ports.places());
    const follows = by.folder !== null && (by.placedBy === 'user' || own.placedBy === 'default');
    return follows ? { folder: by.folder, placedBy: by.placedBy } : own;
  }
}

const namedBy = ({ trackers, webSeeds }: Magnet): Named => ({ trackers: [...trackers], webSeeds: [...webSeeds] });

/** What is there already waits for the user's word, unless it is the rest of something. */
const asking = (task: Task, twin: Twin | null): Task =>
  twin === null || task.continues !== null ? task : { ...task, twin: { ...twin, waived: false }, state: asksForTwin };

/** A folder in a place. */
const below = (place: Pick<Task, 'folder' | 'placedBy'>, folder: string) => ({
  ...place,
  folder: [place.folder, folder].filter((part) => part !== '').join('/'),
});

/** What a list says of a torrent, as the user would do it. */
function wishesOf({ files, sharing, search, paused }: Given): TaskEvent[] {
  return [
    ...(files === null ? [] : [{ kind: 'chosen', choice: files } as const]),
    ...(sharing === null ? [] : [{ kind: 'sharing-chosen', sharing } as const]),
    ...(search ? [] : [{ kind: 'search-set', on: false } as const]),
    ...(paused ? [{ kind: 'pause' } as const] : []),
  ];
}

/** What a list says of a download, as a task knows it. */
function givenToTask(url: string, given: Given): Partial<Task> {
  const { name, mask, mirrors, expected, priority, speedLimit, startAt } = given;
  return {
    name,
    mask,
    hint: name === null ? null : { name, mime: null, size: expected.size, validator: null },
    ...(given.folder !== null && { folder: given.folder }),
    mirrors: addMirrors(
      [],
      mirrors.map((mirror, index) => ({ url: mirror, priority: index + 1, from: 'metalink' })),
      [url],
    ),
    expected,
    priority,
    speedLimit,
    startAt,
    ...(given.paused && { state: pausedByUser }),
    ...(!given.search && { search: { ...notSearched, off: true } }),
  };
}

/** The unfinished task of a torrent; null: none. */
function unfinishedSwarm(tasks: Iterable<Task>, infoHash: string): Task | null {
  return (
    [...tasks].find((task) => task.swarm?.infoHash === infoHash && task.trash === null && task.state.kind !== 'done') ??
    null
  );
}

/** The task that the user gave the link to, or that it may belong to. */
function continued(tasks: ReadonlyMap<TaskId, Task>, request: AddRequest, now: number): Task | null {
  const given = request.continues === null ? undefined : tasks.get(request.continues);
  return given && canGoOn(given) ? given : unfinishedFor(tasks.values(), request, now);
}

function handoverOf(downloadId: number, { source: { finalUrl }, chosen }: AddRequest): Handover {
  return { downloadId, phase: 'offered', ...(finalUrl !== null && { finalUrl }), ...(chosen && { chosen }) };
}
