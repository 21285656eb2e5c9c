import { describe, expect, it } from 'vitest';
import { Given } from '#engine/swarm/given';

describe('what was given in a session', () => {
  it('is told once, with the time since it was told before', () => {
    let uploaded = 0;
    const given = new Given(() => uploaded, true, 0);
    expect(given.next(1000)).toBeNull();
    uploaded = 300;
    expect(given.next(2000)).toEqual({ bytes: 300, sharedFor: 2000 });
    expect(given.next(3000)).toBeNull();
    uploaded = 500;
    expect(given.next(4000)).toEqual({ bytes: 200, sharedFor: 2000 });
  });

  it('time alone is told now and then', () => {
    const given = new Given(() => 0, true, 0);
    const told = Array.from({ length: 10 }, (_, second) => given.next((second + 1) * 1000));
    expect(told.filter((one) => one !== null)).toEqual([
      { bytes: 0, sharedFor: 5000 },
      { bytes: 0, sharedFor: 5000 },
    ]);
  });

  it('a night asleep does not count, nor does any time before it is complete', () => {
    let uploaded = 0;
    const asleep = new Given(() => uploaded, true, 0);
    asleep.next(1000);
    uploaded = 1;
    expect(asleep.next(9 * 3_600_000)).toEqual({ bytes: 1, sharedFor: 3000 });
    expect(new Given(() => 1, false, 0).next(60_000)).toEqual({ bytes: 1, sharedFor: 0 });
  });
});
