import { PerseidError } from '#domain/error';
import type { TaskEvent } from '#domain/task/reduce';
import type { Move } from '#domain/task/move';
import type { Adjustment } from '#domain/task/task';
import { add, calls, currentTasks, move, placeAnew } from '../engine.ts';
import { sceneNow } from '../scenes.ts';

const events: Readonly<Record<string, TaskEvent>> = {
  'task.pause': { kind: 'pause' },
  'task.resume': { kind: 'resume' },
  'task.retry': { kind: 'retry' },
  'task.restart': { kind: 'restart' },
  'task.remove': { kind: 'remove', now: sceneNow },
  'task.undo': { kind: 'undo' },
  'task.again': { kind: 'wanted-again' },
  'task.name': { kind: 'name-chosen', conflict: 'number' },
  'task.start-now': { kind: 'start-now' },
  'task.search': { kind: 'search-set', on: false },
};

interface Request {
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly act?: string;
  readonly base64?: string;
  readonly links?: readonly { readonly url: string; readonly given?: { readonly page?: string | null } | null }[];
  readonly source?: { readonly url: string };
  readonly change?: Adjustment;
  readonly to?: Move;
}

export async function callEngine(verb: string, request: Request): Promise<unknown> {
  if (verb === 'speeds.read') return { every: 2000, speeds: speedsOf(240) };
  if (verb === 'tasks.add') return addMany(request);
  if (verb === 'torrent.open') return void calls.push(`torrent.open ${atob(request.base64 ?? '').length}`);
  if (verb === 'tasks.move') return moveMany(request);
  return verb === 'tasks.act' ? actOnMany(request) : actOnOne(verb, request);
}

function moveMany({ ids = [], to }: Request): object {
  if (to === undefined) throw new TypeError('tasks.move to nowhere');
  calls.push(`tasks.move ${JSON.stringify(to)} ${ids.join(' ')}`);
  placeAnew(ids, to);
  return {};
}

/** What the dialog before adding says is told in any case. */
const asks = new URLSearchParams(location.search).has('asks');

function addMany({ links = [] }: Request): object {
  let wentOn = 0;
  for (const { url, given } of links) {
    if (given && (given.page || asks)) calls.push(`given ${JSON.stringify(given)}`);
    if (currentTasks().some(({ source, state }) => source.url === url && state.kind !== 'done')) wentOn += 1;
    else actOnOne('task.add', { source: { url } });
  }
  return { added: links.length - wentOn, wentOn };
}

function actOnMany({ ids = [], act }: Request): object {
  calls.push(`tasks.act ${act} ${ids.join(' ')}`);
  for (const id of ids) moveBy(id, `task.${act}`);
  return {};
}

function actOnOne(verb: string, request: Request): unknown {
  const { id, source, change } = request;
  calls.push(`${verb} ${source?.url ?? id ?? ''}${change === undefined ? '' : ` ${JSON.stringify(change)}`}`);
  if (id !== undefined && change !== undefined) return move(id, { kind: 'adjusted', change });
  if (source?.url.includes('fails')) throw new PerseidError('disk-full');
  if (source) return { id: add(source.url) };
  if (id === undefined) throw new TypeError(`${verb} without a task`);
  moveBy(id, verb);
  return {};
}

function moveBy(id: string, verb: string): void {
  const event = events[verb];
  if (!event) throw new TypeError(`the preview has no ${verb}`);
  move(id, event);
}

/** A curve that rises, wavers and breaks off once. */
function speedsOf(count: number): number[] {
  return Array.from({ length: count }, (_, n) =>
    n > 150 && n < 165 ? 0 : 11e6 * (1 - Math.exp(-n / 30)) + 1.2e6 * Math.sin(n / 4),
  );
}

export function callBackground(verb: string, request: { id?: string; page?: string }): Promise<unknown> {
  if (verb === 'consent.read') {
    const asked = new URLSearchParams(location.search);
    return Promise.resolve({ standing: asked.get('standing') ?? 'accepted', mirrorSearch: asked.has('mirrors') });
  }
  calls.push(`${verb} ${request.id ?? ''} ${request.page ?? ''}`);
  return Promise.resolve({});
}
