/// <reference lib="webworker" />
import { PerseidError } from '#domain/error';
import type { TaskId } from '#domain/task/task';
import type { CheckCommand, CheckKind, CheckQuestion, CheckReport } from '#protocol/check-api';
import { Tally } from '../tally.ts';
import { jobs } from './jobs.ts';

/*
 * The engine's second worker: hashes and parses, off the way of the bytes. It writes nothing. Whatever it is doing can be stopped
 * and asked anew.
 */

const stops = new Map<number, AbortController>();
const report = (message: CheckReport): void => self.postMessage(message);

/** How far it is, is told so often, ms. */
const pace = 250;

async function answer<K extends CheckKind>(question: Extract<CheckQuestion, { kind: K }>): Promise<void> {
  const { nr } = question;
  const stop = new AbortController();
  stops.set(nr, stop);
  let toldAt = 0;
  const onProgress = (share: number): void => {
    const now = performance.now();
    if (now - toldAt < pace) return;
    toldAt = now;
    report({ nr, kind: 'progress', share });
  };
  const tallies = new Map<TaskId, Tally>();
  const tallyOf = (id: TaskId): Tally => {
    const tally = tallies.get(id) ?? new Tally(Date.now, (host) => report({ kind: 'asked', id, host }));
    tallies.set(id, tally);
    return tally;
  };
  try {
    const kind: K = question.kind;
    const given = await jobs[kind](question.ask, { signal: stop.signal, onProgress, tallyOf });
    if (!stop.signal.aborted) report({ nr, kind: 'answer', answer: given });
  } catch (error) {
    const code = error instanceof PerseidError ? error.code : 'internal';
    if (!stop.signal.aborted) report({ nr, kind: 'error', code, message: String(error) });
  } finally {
    for (const [id, tally] of tallies) report({ kind: 'traffic', id, traffic: tally.take() });
    stops.delete(nr);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<CheckCommand>) => {
  if (data.kind === 'stop') stops.get(data.nr)?.abort();
  else void answer(data);
});
