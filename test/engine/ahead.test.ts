import { describe, expect, it } from 'vitest';
import { nothingExpected, type Expected } from '#domain/check/expected';
import type { Task } from '#domain/task/task';
import { Ahead } from '../../src/engine/check/ahead.ts';
import { until } from '../support/until.ts';
import { task } from '../ui/tasks.ts';

const sha256: Expected = { ...nothingExpected, hashes: [{ algorithm: 'sha-256', value: 'x', from: 'header' }] };
const sha512: Expected = { ...nothingExpected, hashes: [{ algorithm: 'sha-512', value: 'x', from: 'user' }] };

/** What the worker is asked, and answers when it is told to. */
function worker() {
  const asked: string[] = [];
  const waiting: ((answer: { hashed: number | null }) => void)[] = [];
  const ask = (kind: string, question: { to?: number }, signal: AbortSignal): Promise<never> => {
    asked.push(kind === 'ahead' ? `to ${question.to}` : kind);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
      if (kind === 'ahead') waiting.push((answer) => resolve(answer as never));
      else resolve({} as never);
    });
  };
  return { asked, answer: (hashed: number | null) => waiting.shift()?.({ hashed }), ahead: new Ahead(ask as never) };
}

/** A running task with so many bytes at its beginning, and some further on. */
const running = (to: number, more: Partial<Task> = {}): Task =>
  task({ expected: sha256, have: [...(to > 0 ? [{ from: 0, to }] : []), { from: 800, to: 900 }], ...more });

describe('what is hashed while the rest arrives', () => {
  it('follows the beginning, one question at a time', async () => {
    const { ahead, asked, answer } = worker();
    ahead.follow('a', running(0));
    expect(asked).toEqual([]);
    ahead.follow('a', running(100));
    ahead.follow('a', running(200));
    ahead.follow('a', running(300));
    expect(asked).toEqual(['to 100']);
    answer(100);
    await until(() => asked.length > 1, { what: 'it reads on' });
    expect(asked).toEqual(['to 100', 'to 300']);
  });

  it.each<[string, (ahead: Ahead) => void]>([
    ['it is paused', (ahead) => ahead.follow('a', running(100, { state: { kind: 'queued' } }))],
    ['it is removed', (ahead) => ahead.follow('a', null)],
    ['the record shrinks', (ahead) => ahead.follow('a', running(50))],
    ['bytes there turn out wrong', (ahead) => ahead.forgot('a', 99)],
    ['another checksum decides', (ahead) => ahead.follow('a', running(100, { expected: sha512 }))],
  ])('begins anew when %s', (_name, happens) => {
    const { ahead, asked } = worker();
    ahead.follow('a', running(100));
    happens(ahead);
    expect(asked.slice(0, 2)).toEqual(['to 100', 'forget']);
  });

  it('goes on when bytes that were not read turn out wrong, and while it is checked', () => {
    const { ahead, asked } = worker();
    ahead.follow('a', running(100));
    ahead.forgot('a', 100);
    ahead.follow('a', running(100, { state: { kind: 'verifying' } }));
    expect(asked).toEqual(['to 100']);
  });

  it.each([
    ['nothing is expected of it', { expected: nothingExpected }],
    ['its server has no ranges', { file: { name: 'a', mime: '', size: 1000, ranged: false, validator: null } }],
  ] satisfies [string, Partial<Task>][])('reads nothing where %s', (_name, more) => {
    const { ahead, asked } = worker();
    ahead.follow('a', running(100, more));
    expect(asked).toEqual([]);
  });

  it('gives up where the browser does not let it read', async () => {
    const { ahead, asked, answer } = worker();
    ahead.follow('a', running(100));
    answer(null);
    // The answer has been heard when what is asked after it could be.
    await Promise.resolve().then(() => new Promise((resolve) => setImmediate(resolve)));
    ahead.follow('a', running(200));
    expect(asked).toEqual(['to 100']);
  });
});
