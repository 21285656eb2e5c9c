import { describe, expect, it } from 'vitest';
import { isSharedEnough, noSharing, ratioOf, uploadMost, type Sharing } from '#domain/swarm/sharing';

const hour = 3_600_000;
const chosen = (change: Partial<Sharing>) => ({ ...noSharing, ...change });

describe('how much of a torrent is shared', () => {
  it.each<[string, Sharing, number, number, boolean]>([
    ['nothing by itself', noSharing, 0, 0, true],
    ['less than the ratio', chosen({ mode: 'until', ratio: 0.5 }), 49, 0, false],
    ['the ratio', chosen({ mode: 'until', ratio: 0.5 }), 50, 0, true],
    ['less than its time', chosen({ mode: 'until', hours: 2 }), 0, 2 * hour - 1, false],
    ['its time', chosen({ mode: 'until', hours: 2 }), 0, 2 * hour, true],
    ['for long, far over any ratio', chosen({ mode: 'long' }), 1e12, 29 * 24 * hour, false],
    ['for 30 days', chosen({ mode: 'long' }), 0, 30 * 24 * hour, true],
  ])('%s', (_what, sharing, given, sharedFor, enough) => {
    expect(isSharedEnough({ sharing, given, sharedFor }, 100)).toBe(enough);
  });

  it('of nothing but empty files there is nothing to give', () => {
    expect(ratioOf({ given: 0 }, 0)).toBe(0);
    expect(isSharedEnough({ sharing: chosen({ mode: 'until' }), given: 0, sharedFor: 0 }, 0)).toBe(true);
  });

  it('for long is capped, whatever is set', () => {
    expect(uploadMost(chosen({ mode: 'until' }))).toBe(Infinity);
    expect(uploadMost(chosen({ mode: 'until', speedLimit: 5e6 }))).toBe(5e6);
    expect(uploadMost(chosen({ mode: 'long', speedLimit: 5e6 }))).toBe(1e6);
    expect(uploadMost(chosen({ mode: 'long', speedLimit: 2e5 }))).toBe(2e5);
    expect(uploadMost(chosen({ mode: 'long' }))).toBe(1e6);
  });
});
