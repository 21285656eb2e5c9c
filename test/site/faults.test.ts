import { afterEach, describe, expect, it } from 'vitest';
import { after, afterBytes, type Behaviour, first } from '../support/site/behaviour.ts';
import { type Site, startSite } from '../support/site/site.ts';

const size = 300_000;
const sites: Site[] = [];

afterEach(async () => {
  for (const site of sites.splice(0)) await site.stop();
});

/** A site with one file named `a.bin`, and how to ask for it. */
async function serving(change: Partial<Behaviour>) {
  const site = await startSite({ files: { 'a.bin': { size, ...change } } });
  sites.push(site);
  const get = (range?: string) => fetch(site.url('a.bin'), range === undefined ? {} : { headers: { range } });
  return { site, get };
}

/** Bytes that came, and whether the answer ended as announced. */
async function received(response: Response): Promise<{ bytes: number; broken: boolean }> {
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) bytes += (chunk as Uint8Array).length;
    return { bytes, broken: false };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { bytes, broken: true };
  }
}

describe('lengths that lie', () => {
  it('too long: the connection ends early', async () => {
    const { get } = await serving({ declaredSize: size + 1000 });
    const response = await get();
    expect(response.headers.get('content-length')).toBe(String(size + 1000));
    expect(await received(response)).toEqual({ bytes: size, broken: true });
    expect(await received(await get(`bytes=${size - 10}-`))).toEqual({ bytes: 10, broken: true });
  });

  it('too short: the rest is on the wire, but beyond what was announced', async () => {
    const { site, get } = await serving({ declaredSize: 1000 });
    expect(await received(await get())).toEqual({ bytes: 1000, broken: false });
    await site.waitFor(() => site.log('a.bin').connections === 0, 'the answer has ended');
    expect(site.log('a.bin').requests[0]).toMatchObject({ bytes: size, outcome: 'cut' });
    expect((await get('bytes=0-')).headers.get('content-range')).toBe('bytes 0-999/1000');
  });

  it('a part with more bytes, or others, than its Content-Range says', async () => {
    const { site, get } = await serving({ surplus: 5 });
    const longer = await get('bytes=0-9');
    expect(longer.headers.get('content-range')).toBe(`bytes 0-9/${size}`);
    expect(await received(longer)).toEqual({ bytes: 15, broken: false });
    site.set('a.bin', { surplus: 0, shift: 100 });
    expect((await get('bytes=0-9')).headers.get('content-range')).toBe(`bytes 100-109/${size}`);
  });
});

describe('faults of single requests', () => {
  it('statuses for the first n requests', async () => {
    const { get } = await serving({ vary: first(2, { status: 503, retryAfter: '7' }) });
    const answers = [await get(), await get(), await get()];
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['7', '7', null]);
    await answers[2]?.bytes();
  });

  it('another version after n bytes: ETag and bytes', async () => {
    const { get } = await serving({ vary: afterBytes(10, { version: 'v2' }) });
    const before = await get('bytes=0-9');
    const old = await before.bytes();
    const later = await get('bytes=0-9');
    expect([before.headers.get('etag'), later.headers.get('etag')]).toEqual(['"v1"', '"v2"']);
    expect(await later.bytes()).not.toEqual(old);
  });

  it('a 200 to a range after the first', async () => {
    const { get } = await serving({ vary: after(1, { ranges: 'ignored' }) });
    const answers = [await get('bytes=0-9'), await get('bytes=10-19')];
    expect(answers.map(({ status }) => status)).toEqual([206, 200]);
    expect(await received(answers[1] as Response)).toEqual({ bytes: size, broken: false });
  });

  it('a packed part', async () => {
    const { site, get } = await serving({ encoding: 'gzip' });
    const whole = await get('bytes=0-');
    expect([whole.status, whole.headers.get('content-encoding')]).toEqual([206, 'gzip']);
    expect(await received(whole)).toEqual({ bytes: size, broken: false });
    const middle = await get('bytes=1000-1999');
    expect(middle.headers.get('content-length')).toBe('1000');
    expect((await received(middle)).broken).toBe(true);
    expect(site.log('a.bin').requests[1]?.bytes).toBe(1000);
  });
});

describe('connections', () => {
  it.each([true, false])('are cut every n bytes (by a reset: %s)', async (reset) => {
    const { site, get } = await serving({ cutAfter: 100_000, reset });
    for (const from of [0, 100_000, 200_000]) {
      const { bytes, broken } = await received(await get(`bytes=${from}-`));
      // What a reset overtakes is lost.
      expect(bytes === 100_000 || reset).toBe(true);
      expect(broken).toBe(from < 200_000);
    }
    await site.waitFor(() => site.log('a.bin').connections === 0, 'all have ended');
    const { requests } = site.log('a.bin');
    expect(requests.map(({ bytes, outcome }) => [bytes, outcome])).toEqual([
      [100_000, 'cut'],
      [100_000, 'cut'],
      [100_000, 'whole'],
    ]);
  });

  it('stall until released', async () => {
    const { site, get } = await serving({ stallAfter: 1000 });
    const reader = (await get()).body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(1000);
    expect(site.log('a.bin')).toMatchObject({ bytes: 1000, connections: 1 });
    site.release('a.bin');
    await site.waitFor(() => site.log('a.bin').bytes === size, 'the rest is sent');
    await reader?.cancel();
  });

  it('do not stall in an answer that is shorter', async () => {
    const { get } = await serving({ stallAfter: 1000 });
    expect(await received(await get('bytes=0-999'))).toEqual({ bytes: 1000, broken: false });
  });

  it('stall until the client goes', async () => {
    const { site, get } = await serving({ stallAfter: 0 });
    const response = await get();
    await response.body?.cancel();
    await site.waitFor(() => site.log('a.bin').connections === 0, 'the site notices');
    expect(site.log('a.bin').requests).toMatchObject([{ bytes: 0, outcome: 'closed', status: 200 }]);
  });

  it('wait for a delayed answer, and may leave meanwhile', async () => {
    const { site, get } = await serving({ vary: first(1, { delay: 600_000 }) });
    const leave = new AbortController();
    const left = fetch(site.url('a.bin'), { signal: leave.signal });
    await site.waitFor(() => site.log('a.bin').connections === 1, 'the request has come');
    expect(await received(await get())).toEqual({ bytes: size, broken: false });
    leave.abort();
    await expect(left).rejects.toThrow('aborted');
    await site.waitFor(() => site.log('a.bin').connections === 0, 'the site notices');
    expect(site.log('a.bin').requests).toMatchObject([{ bytes: 0, outcome: 'closed' }, { bytes: size }]);
  });

  it('are counted: the most at one time, each with its number', async () => {
    const { site, get } = await serving({ stallAfter: 10 });
    const answers = await Promise.all([get(), get(), get()]);
    expect(site.log('a.bin')).toMatchObject({ connections: 3, peakConnections: 3 });
    expect(new Set(site.log('a.bin').requests.map(({ connection }) => connection)).size).toBe(3);
    site.release('a.bin');
    await Promise.all(answers.map(received));
    await site.waitFor(() => site.log('a.bin').connections === 0, 'all have ended');
    expect(site.log('a.bin')).toMatchObject({ bytes: 3 * size, peakConnections: 3 });
    site.reset('a.bin');
    expect(site.log('a.bin')).toMatchObject({ bytes: 0, peakConnections: 0, requests: [] });
  });

  it('are refused while the site plays dead, and welcome on the same port after', async () => {
    const { site, get } = await serving({ stallAfter: 1000 });
    const cut = received(await get());
    const { origin } = site;
    await site.stop();
    expect(await cut).toMatchObject({ broken: true });
    await expect(get()).rejects.toThrow('fetch failed');
    await site.start();
    expect(site.origin).toBe(origin);
    site.set('a.bin', { stallAfter: null });
    expect(await received(await get())).toEqual({ bytes: size, broken: false });
  });
});

it('says what it waited for in vain', async () => {
  const { site } = await serving({});
  await expect(site.waitFor(() => false, 'pigs fly', 20)).rejects.toThrow('not within 20 ms: pigs fly');
});
