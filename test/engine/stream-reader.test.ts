import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reader } from '#engine/stream/reader';
import type { StreamPortAnswer } from '#protocol/stream-api';

const MiB = 1024 * 1024;

/** A reader of a file whose bytes tell their place, and what it sent. */
function reading(size: number, there = size) {
  const sent: StreamPortAnswer[] = [];
  const read = (at: number, into: Uint8Array): number => {
    const length = Math.max(0, Math.min(into.length, there - at));
    for (let i = 0; i < length; i++) into[i] = (at + i) % 251;
    return length;
  };
  const reader = new Reader({ read }, { size }, (answer) => sent.push(answer));
  const bytes = (): number => sent.reduce((sum, answer) => sum + (typeof answer === 'string' ? 0 : answer.length), 0);
  return { reader, sent, bytes };
}

describe('what the browser reads along', () => {
  it('is sent as far as it is recorded, when it is asked for', () => {
    const { reader, bytes } = reading(10 * MiB);
    reader.reach(3 * MiB - 1);
    expect(bytes()).toBe(0);
    for (let asked = 0; asked < 5; asked++) reader.more(null);
    expect(bytes()).toBe(2 * MiB);
    reader.reach(9 * MiB);
    expect(bytes()).toBe(5 * MiB);
  });

  it('its last byte waits until the file is verified', () => {
    const { reader, sent, bytes } = reading(2 * MiB + 5);
    for (let asked = 0; asked < 9; asked++) reader.more(null);
    reader.reach(2 * MiB + 5);
    expect(bytes()).toBe(2 * MiB);
    reader.finish();
    expect(bytes()).toBe(2 * MiB + 5);
    expect(sent.at(-1)).toBe('end');
  });

  it('whatever the order of events: the file’s own bytes, each once, and all after the end', () => {
    const step = fc.oneof(fc.constant('more' as const), fc.integer({ min: 0, max: 6 * MiB }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 * MiB }), fc.array(step, { maxLength: 30 }), (size, steps) => {
        const { reader, sent, bytes } = reading(size);
        let told = 0;
        for (const next of steps) {
          if (next === 'more') reader.more(null);
          else reader.reach((told = Math.max(told, next)));
          expect(bytes()).toBeLessThan(size);
          expect(bytes()).toBeLessThanOrEqual(told);
        }
        for (let asked = 0; asked < 6; asked++) reader.more(null);
        reader.finish();
        expect(bytes()).toBe(size);
        let at = 0;
        for (const answer of sent) {
          if (typeof answer === 'string') continue;
          expect([answer[0], answer.at(-1)]).toEqual([at % 251, (at + answer.length - 1) % 251]);
          at += answer.length;
        }
        expect(sent.at(-1)).toBe('end');
      }),
      { numRuns: 50 },
    );
  });

  it('a part file that is shorter than it was recorded breaks the stream: the browser has no whole file', () => {
    const { reader, sent } = reading(4 * MiB, 1.5 * MiB);
    for (let asked = 0; asked < 9; asked++) reader.more(null);
    reader.finish();
    expect(sent.map((answer) => (typeof answer === 'string' ? answer : answer.length))).toEqual([MiB, 'broken']);
    reader.break();
    expect(sent.at(-1)).toBe('broken');
    expect(sent).toHaveLength(2);
  });
});
