import { PerseidError } from '#domain/error';
import type { TaskEvent } from '#domain/task/reduce';
import type { Move } from '#domain/task/move';
import type { Adjustment } from '#domain/task/task';
import { add, calls, move, placeAnew } from '../engine.ts';
import { sceneNow } from '../scenes.ts';

const events: Readonly<Record<string, TaskEvent>> = {
  'task.pause': { kind: 'pause' },
  'task.resume': { kind: 'resume' },
  'task.retry': { kind: 'retry' },
  'task.restart': { kind: 'restart' },
  'task.remove': { kind: 'remove', now: sceneNow },
  'task.undo': { kind: 'undo' },
  'task.start-now': { kind: 'start-now' },
  'task.search': { kind: 'search-set', on: false },
};

interface Request {
  readonly id?: string;
  readonly source?: { readonly url: string };
  readonly change?: Adjustment;
  readonly to?: Move;
}

export async function callEngine(verb: string, request: Request): Promise<unknown> {
  const { id, source, change, to } = request;
  const more = change ?? to;
  calls.push(`${verb} ${source?.url ?? id ?? ''}${more === undefined ? '' : ` ${JSON.stringify(more)}`}`);
  if (id !== undefined && change !== undefined) return move(id, { kind: 'adjusted', change });
  if (id !== undefined && to !== undefined) return placeAnew(id, to);
  if (request.source?.url.includes('fails')) throw new PerseidError('disk-full');
  if (request.source) return { id: add(request.source.url) };
  const event = events[verb];
  if (!event || request.id === undefined) throw new TypeError(`the preview has no ${verb}`);
  move(request.id, event);
  return {};
}

export function callBackground(verb: string, request: { id?: string; page?: string }): Promise<unknown> {
  if (verb === 'consent.read') {
    const asked = new URLSearchParams(location.search);
    return Promise.resolve({ standing: asked.get('standing') ?? 'accepted', mirrorSearch: asked.has('mirrors') });
  }
  calls.push(`${verb} ${request.id ?? ''} ${request.page ?? ''}`);
  return Promise.resolve({});
}
