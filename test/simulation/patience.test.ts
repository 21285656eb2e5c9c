import { describe, expect, it } from 'vitest';
import { stallTime, unstalled } from '../../src/engine/http/patience.ts';
import { VirtualClock } from './clock.ts';

describe('patience with a server', () => {
  const setting = () => {
    const clock = new VirtualClock();
    return { clock, begun: clock.now(), signal: new AbortController() };
  };

  it('ends when nothing came for the stall time, whatever the work does', async () => {
    const { clock, begun, signal } = setting();
    const work = unstalled(clock, signal.signal, (own) => clock.wait(3_600_000, own));
    const ended = expect(work).rejects.toMatchObject({ code: 'stalled' });
    await clock.run(ended, 3_600_000);
    await ended;
    expect(clock.now() - begun).toBe(stallTime);
  });

  it('lasts as long as something comes now and then', async () => {
    const { clock, begun, signal } = setting();
    const work = unstalled(clock, signal.signal, async (own, heard) => {
      for (let times = 0; times < 10; times++) {
        await clock.wait(stallTime - 1000, own);
        heard();
      }
      return 'done';
    });
    const ended = expect(work).resolves.toBe('done');
    await clock.run(ended, 3_600_000);
    await ended;
    expect(clock.now() - begun).toBe(10 * (stallTime - 1000));
  });

  it('ends with the reason of who stops it, or with what the work throws', async () => {
    const { clock, signal } = setting();
    const stopped = unstalled(clock, signal.signal, (own) => clock.wait(3_600_000, own));
    const ended = expect(stopped).rejects.toThrow('enough');
    signal.abort(new Error('enough'));
    await clock.run(ended, 3_600_000);
    await ended;
    const broken = unstalled(clock, new AbortController().signal, () => Promise.reject(new Error('broken')));
    const thrown = expect(broken).rejects.toThrow('broken');
    await clock.run(thrown, 3_600_000);
    await thrown;
  });
});
