import { readPastedChecksum } from '#domain/check/checksum-text';
import { asksAddress } from '#domain/task/addresses';
import { dayOf } from '#domain/task/day';
import type { HostTraffic } from '#domain/task/host-traffic';
import { placesAfter } from '#domain/task/move';
import { nameOf } from '#domain/task/progress';
import type { TaskEvent } from '#domain/task/reduce';
import type { TaskId } from '#domain/task/task';
import { forgetLessons } from '#platform/lesson-store';
import type { Handlers, RequestOf, ResponseOf } from '#protocol/define';
import type { engineApi } from '#protocol/engine-api';
import type { Exporter } from './export.ts';
import type { Retirement } from './retirement.ts';
import type { Speeds } from './speeds.ts';
import type { TaskAdder } from './task-adder.ts';
import type { TaskBook } from './task-book.ts';

interface HandlerPorts {
  readonly ready: Promise<void>;
  readonly retirement: Retirement;
  readonly book: TaskBook;
  readonly exporter: Exporter;
  readonly adder: TaskAdder;
  readonly speeds: Speeds;
  /** Whether a list of checksums was looked for at an address, for a task. */
  readonly askedForSums: (id: TaskId, url: string) => boolean;
  readonly openTorrent: (id: TaskId, bytes: Uint8Array) => Promise<void>;
  /** @returns the magnet link of what is shared then */
  readonly giveTorrent: (id: TaskId, bytes: Uint8Array) => Promise<boolean>;
  readonly makeTorrent: (request: RequestOf<typeof engineApi, 'torrent.make'>) => Promise<string>;
  reloadSettings(): Promise<void>;
  /** Tells the pages what they have not been told. */
  readonly tellAll: () => void;
  /** Does what the user's word on the policy means for the tasks. */
  readonly heedConsent: () => Promise<void>;
  /** @throws PerseidError `not-accepted` */
  readonly checkConsent: () => void;
}

type TaskVerb = Extract<keyof typeof engineApi.verbs, `task.${string}`>;
/** A verb that moves one task by one event: how the event follows from the request. */
type Mover<V extends TaskVerb> = (request: RequestOf<typeof engineApi, V>) => TaskEvent;
type OneEventVerb = Exclude<TaskVerb, 'task.add' | 'task.decline' | 'task.expect'>;

/** One request to a host that only led on. */
const passedThrough = (host: string): HostTraffic => {
  const today = dayOf(Date.now());
  return { host, requests: 1, bytes: 0, firstDay: today, lastDay: today };
};

const movers: { readonly [V in OneEventVerb]: Mover<V> } = {
  'task.await-link': ({ tabId }) => ({ kind: 'awaited', tabId, now: Date.now() }),
  'task.pause': () => ({ kind: 'pause' }),
  'task.resume': () => ({ kind: 'resume' }),
  'task.retry': () => ({ kind: 'retry' }),
  'task.restart': () => ({ kind: 'restart' }),
  'task.refetch': () => ({ kind: 'refetch' }),
  'task.keep': () => ({ kind: 'keep' }),
  'task.name': ({ conflict }) => ({ kind: 'name-chosen', conflict }),
  'task.again': () => ({ kind: 'wanted-again' }),
  'task.remove': () => ({ kind: 'remove', now: Date.now() }),
  'task.undo': () => ({ kind: 'undo' }),
  'task.agree': ({ via, asksForFiles = false }) => ({ kind: 'agreed', via, asksForFiles }),
  'task.leave-torrent': () => ({ kind: 'torrent-left' }),
  'task.widen': ({ named }) => ({ kind: 'widened', named }),
  'task.choose': ({ choice }) => ({ kind: 'chosen', choice }),
  'task.share': ({ sharing }) => ({ kind: 'sharing-chosen', sharing }),
  'task.start-now': () => ({ kind: 'start-now' }),
  'task.search': ({ on }) => ({ kind: 'search-set', on }),
  'task.set': ({ change }) => ({ kind: 'adjusted', change }),
};

type Work = <T>(piece: () => Promise<T>) => Promise<T>;

/** Answers to the engine API. All but the last two wait until the stored tasks are loaded and the page may take work. */
export function engineHandlers(ports: HandlerPorts): Handlers<typeof engineApi> {
  const { retirement, exporter, book } = ports;
  const work: Work = async (piece) => {
    await ports.ready;
    return retirement.during(piece);
  };
  return {
    ...taskHandlers(ports, work),
    ...torrentHandlers(ports, work),
    ...listHandlers(ports, work),
    async 'export.begun'({ url, downloadId }) {
      return { wanted: await work(() => exporter.begun(url, downloadId)) };
    },
    async 'export.changed'({ downloadId, outcome }) {
      await work(() => exporter.changed(downloadId, outcome));
      return {};
    },
    async 'host.passed'({ from, host, through }) {
      await work(async () => {
        const asking = [...book.tasks.values()].filter(
          (task) => asksAddress(task, from) || ports.askedForSums(task.id, from),
        );
        for (const { id } of asking) {
          await book.dispatch(id, { kind: 'asked', host });
          if (through !== null) await book.dispatch(id, { kind: 'traffic', traffic: [passedThrough(through)] });
        }
      });
      return {};
    },
    async 'lessons.forget'() {
      await work(forgetLessons);
      return {};
    },
    async 'consent.changed'() {
      await work(ports.heedConsent);
      return {};
    },
    async 'settings.changed'() {
      await ports.reloadSettings();
      return {};
    },
    async 'engine.retire'() {
      // What could not be loaded cannot go on.
      const loaded = await ports.ready.then(
        () => true,
        () => false,
      );
      const idle = !loaded || retirement.retire();
      if (idle) ports.tellAll();
      return { idle };
    },
  };
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** What is asked of many tasks at once, and for the details of one. */
function listHandlers(
  { book, adder, speeds, checkConsent }: HandlerPorts,
  work: Work,
): Pick<Handlers<typeof engineApi>, 'tasks.add' | 'tasks.act' | 'tasks.move' | 'speeds.read'> {
  return {
    'tasks.add': ({ links }) =>
      work(async () => {
        checkConsent();
        let added = 0;
        for (const { id, url, given } of links) if (await adder.addGiven(id, url, given)) added += 1;
        return { added, wentOn: links.length - added };
      }),
    async 'tasks.act'({ ids, act }) {
      await work(async () => {
        // One after the other: each finds the others as they are by then.
        for (const id of ids) await book.dispatch(id, movers[`task.${act}`]({ id }));
      });
      return {};
    },
    async 'tasks.move'({ ids, to }) {
      await work(async () => {
        const places = placesAfter(book.tasks.values(), new Set(ids), to);
        for (const { id, ...change } of places) await book.dispatch(id, { kind: 'adjusted', change });
      });
      return {};
    },
    'speeds.read': ({ id }) => Promise.resolve(speeds.of(id, Date.now())),
  };
}

function torrentHandlers(
  { checkConsent, openTorrent, giveTorrent, makeTorrent }: HandlerPorts,
  work: Work,
): Pick<Handlers<typeof engineApi>, 'torrent.open' | 'torrent.give' | 'torrent.make'> {
  return {
    async 'torrent.open'({ id, base64 }) {
      await work(async () => {
        checkConsent();
        await openTorrent(id, bytesOf(base64));
      });
      return {};
    },
    'torrent.give': ({ id, base64 }) =>
      work(async () => {
        checkConsent();
        return { fits: await giveTorrent(id, bytesOf(base64)) };
      }),
    'torrent.make': (request) =>
      work(async () => {
        checkConsent();
        return { magnet: await makeTorrent(request) };
      }),
  };
}

function taskHandlers(
  { book, adder, checkConsent }: HandlerPorts,
  work: Work,
): Pick<Handlers<typeof engineApi>, TaskVerb> {
  const on =
    <V extends OneEventVerb>(verb: V) =>
    (request: RequestOf<typeof engineApi, V>) =>
      work(async () => {
        const move: Mover<V> = movers[verb];
        await book.dispatch(request.id, move(request));
        return {};
      });
  return {
    'task.await-link': on('task.await-link'),
    'task.pause': on('task.pause'),
    'task.resume': on('task.resume'),
    'task.retry': on('task.retry'),
    'task.restart': on('task.restart'),
    'task.refetch': on('task.refetch'),
    'task.keep': on('task.keep'),
    'task.name': on('task.name'),
    'task.again': on('task.again'),
    'task.remove': on('task.remove'),
    'task.undo': on('task.undo'),
    'task.agree': on('task.agree'),
    'task.leave-torrent': on('task.leave-torrent'),
    'task.widen': on('task.widen'),
    'task.choose': on('task.choose'),
    'task.share': on('task.share'),
    'task.start-now': on('task.start-now'),
    'task.search': on('task.search'),
    'task.set': on('task.set'),
    'task.add': (request) =>
      work(() => {
        checkConsent();
        return adder.add(request);
      }),
    'task.decline': ({ id }) =>
      work(async () => {
        await book.dispatch(id, { kind: 'declined', now: Date.now() });
        return { removed: book.tasks.get(id)?.trash != null };
      }),
    'task.expect': ({ id, text }) => work(() => expectChecksum(book, id, text)),
  };
}

/** @returns what was read as a checksum, if anything */
async function expectChecksum(
  book: TaskBook,
  id: TaskId,
  text: string,
): Promise<ResponseOf<typeof engineApi, 'task.expect'>> {
  const task = book.tasks.get(id);
  const read = task ? readPastedChecksum(text, nameOf(task)) : null;
  if (!read) return { algorithm: null };
  const { algorithm, value } = read;
  await book.dispatch(id, { kind: 'expect', hash: { algorithm, value, from: 'user' } });
  return { algorithm };
}
