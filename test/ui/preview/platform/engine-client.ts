import { PerseidError } from '#domain/error';
import type { TaskEvent } from '#domain/task/reduce';
import { add, calls, move } from '../engine.ts';
import { sceneNow } from '../scenes.ts';

const events: Readonly<Record<string, TaskEvent>> = {
  'task.pause': { kind: 'pause' },
  'task.resume': { kind: 'resume' },
  'task.retry': { kind: 'retry' },
  'task.restart': { kind: 'restart' },
  'task.remove': { kind: 'remove', now: sceneNow },
  'task.undo': { kind: 'undo' },
};

export async function callEngine(verb: string, request: { id?: string; source?: { url: string } }): Promise<unknown> {
  calls.push(`${verb} ${request.source?.url ?? request.id ?? ''}`);
  if (request.source?.url.includes('fails')) throw new PerseidError('disk-full');
  if (request.source) return { id: add(request.source.url) };
  const event = events[verb];
  if (!event || request.id === undefined) throw new TypeError(`the preview has no ${verb}`);
  move(request.id, event);
  return {};
}

export function callBackground(verb: string, request: { id?: string; page?: string }): Promise<unknown> {
  calls.push(`${verb} ${request.id ?? ''} ${request.page ?? ''}`);
  return Promise.resolve({});
}
