import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Uploads } from '#engine/swarm/uploads';

describe('the upload limit', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const dividing = (...ids: string[]) => {
    const used = new Map(ids.map((id) => [id, 0]));
    const changed = vi.fn<() => void>();
    const uploads = new Uploads({ used: () => used, changed });
    uploads.set(1000);
    const parts = (): number[] => [...used.keys()].map((id) => Math.round(uploads.of(id)));
    return { used, uploads, parts, changed };
  };

  it('is divided evenly at first, and whole for one alone', () => {
    expect([dividing('a', 'b', 'c', 'd').parts(), dividing('a').parts()]).toEqual([[250, 250, 250, 250], [1000]]);
  });

  it('what the idle leave, those get who give all of theirs; together it is the limit', () => {
    const { used, parts, changed } = dividing('a', 'b', 'c', 'd');
    used.set('a', 249);
    vi.advanceTimersByTime(5000);
    expect(changed).toHaveBeenCalledOnce();
    expect(parts()).toEqual([925, 25, 25, 25]);
    // One that wants more shows it, and gets an even part.
    used.set('a', 925).set('b', 25);
    vi.advanceTimersByTime(5000);
    expect(parts()).toEqual([475, 475, 25, 25]);
  });

  it('is divided anew when one begins or ends, or another holds, and not for anything else', () => {
    const { used, uploads, parts } = dividing('a', 'b');
    used.set('a', 490);
    vi.advanceTimersByTime(5000);
    const before = parts();
    uploads.set(1000);
    expect(parts()).toEqual(before);
    used.set('c', 0);
    uploads.set(1000);
    expect(parts()).toEqual([333, 333, 333]);
    used.delete('a');
    uploads.set(600);
    expect(parts()).toEqual([300, 300]);
  });

  it('without one, each gives what it can', () => {
    const { uploads, parts, changed } = dividing('a', 'b');
    uploads.set(Number.POSITIVE_INFINITY);
    vi.advanceTimersByTime(60_000);
    expect([parts(), changed.mock.calls.length]).toEqual([[Infinity, Infinity], 0]);
  });
});
