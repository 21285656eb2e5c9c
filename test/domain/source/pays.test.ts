import { describe, expect, it } from 'vitest';
import { judgeTrial, type Trial, type Verdict } from '#domain/source/pays';

const MiB = 1024 * 1024;
/** One connection brings 2 MiB/s of 100 MiB; nothing is known of a second. */
const running: Trial = {
  time: 300,
  bytes: 600 * 1024,
  rate: 2 * 1024,
  gain: null,
  looks: 0,
  left: 100 * MiB,
  mirrors: 0,
};
/** After a moment: nothing is measured yet, but bytes have come. */
const early: Trial = { ...running, time: 60, bytes: 120 * 1024, rate: null };

describe('whether taking over pays', () => {
  it.each<[what: string, change: Partial<Trial>, verdict: Verdict | null]>([
    ['nothing is known yet', { rate: null }, null],
    ['a second connection is not measured yet', {}, null],
    ['a second brings as much as the first', { gain: 1.05, looks: 1 }, 'pays'],
    ['a second brings about as much as the first, at first sight', { gain: 1.15, looks: 1 }, null],
    ['a second brings about as much as the first, at second sight', { gain: 1.15, looks: 2 }, 'pays'],
    ['three share one link', { gain: 1 / 3, looks: 1 }, 'shared'],
    ['it may be either', { gain: 0.7, looks: 1 }, null],
    ['it brings more than the first, which is odd', { gain: 1.5, looks: 1 }, null],
    ['it was looked at three times, and is rather more', { gain: 0.7, looks: 3 }, 'pays'],
    ['it was looked at three times, and is rather less', { gain: 0.5, looks: 3 }, 'shared'],
    ['it is as fast as anybody needs', { rate: 64 * 1024, gain: 1, looks: 3 }, 'fast'],
    ['the browser has it in a moment', { left: 3 * MiB }, 'short'],
    ['other hosts have it, too', { mirrors: 1 }, 'pays'],
    ['other hosts have it, and the link is plainly not fast', { ...early, mirrors: 1 }, 'pays'],
    ['the same, but nothing has come yet', { ...early, bytes: 0, mirrors: 1 }, null],
    ['the same, but it may be fast', { ...early, bytes: 2 * MiB, mirrors: 1 }, null],
    ['the same, but it is done in a moment', { ...early, left: 4 * MiB, mirrors: 1 }, null],
    ['it is plainly as fast as anybody needs', { ...early, bytes: 9 * MiB }, 'fast'],
    ['it may be a first burst', { ...early, bytes: 7 * MiB }, null],
    ['the link is plainly not fast, and nobody else has it', early, null],
    ['the second connection brings nothing at all', { time: 3001 }, 'unknown'],
  ])('%s', (_what, change, verdict) => {
    expect(judgeTrial({ ...running, ...change })).toBe(verdict);
  });
});
