import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Behaviour } from '../support/site/behaviour.ts';
import { type Site, startSite } from '../support/site/site.ts';

const size = 2 ** 20 + 500;
const sites: Site[] = [];

afterEach(async () => {
  for (const site of sites.splice(0)) await site.stop();
});

/** A site with one file named `a.bin`, and how to ask for it. */
async function serving(change: Partial<Behaviour>) {
  const site = await startSite({ files: { 'a.bin': { size, ...change } } });
  sites.push(site);
  const get = (headers: Record<string, string> = {}, init: RequestInit = {}) =>
    fetch(site.url('a.bin'), { redirect: 'manual', ...init, headers });
  return { site, get };
}

const hashOf = async (response: Response): Promise<string> =>
  createHash('sha256')
    .update(await response.bytes())
    .digest('hex');

describe('an honest file', () => {
  it('comes whole, with length, validators and type', async () => {
    const { site, get } = await serving({ type: 'application/zip', disposition: 'attachment; filename="b.zip"' });
    const response = await get();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-length': String(size),
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="b.zip"',
      'accept-ranges': 'bytes',
      etag: '"v1"',
      'last-modified': 'Wed, 01 Jan 2020 00:00:00 GMT',
    });
    expect(await hashOf(response)).toBe(await site.sha256('a.bin'));
  });

  it('comes in ranges that make up the whole', async () => {
    const { site, get } = await serving({});
    const hash = createHash('sha256');
    for (const [from, to] of [
      [0, 99],
      [100, 2 ** 20 + 1],
      [2 ** 20 + 2, size - 1],
    ] as const) {
      const response = await get({ range: `bytes=${from}-${to}` });
      expect(response.status).toBe(206);
      expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to}/${size}`);
      expect(response.headers.get('content-length')).toBe(String(to - from + 1));
      hash.update(await response.bytes());
    }
    expect(hash.digest('hex')).toBe(await site.sha256('a.bin'));
  });

  it('answers 416 beyond its end', async () => {
    const { get } = await serving({});
    const response = await get({ range: `bytes=${size}-` });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${size}`);
  });

  it('answers HEAD without a body', async () => {
    const { site, get } = await serving({});
    const response = await get({}, { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe(String(size));
    expect(await response.bytes()).toHaveLength(0);
    expect(site.log('a.bin')).toMatchObject({ bytes: 0, requests: [{ method: 'HEAD' }] });
  });

  it('may be empty', async () => {
    const { get } = await serving({ size: 0 });
    expect((await get()).headers.get('content-length')).toBe('0');
    expect((await get({ range: 'bytes=0-' })).status).toBe(416);
  });
});

describe('If-Range', () => {
  it.each([
    ['the ETag', {}, '"v1"', 206],
    ['another ETag', {}, '"v0"', 200],
    ['the date', {}, 'Wed, 01 Jan 2020 00:00:00 GMT', 206],
    ['another date', {}, 'Wed, 01 Jan 2020 00:00:01 GMT', 200],
    ['a weak ETag, though equal', { etag: 'W/"v1"' }, 'W/"v1"', 200],
    ['any, where there is no validator', { etag: null, lastModified: null }, '"v1"', 200],
  ] as const)('%s', async (_, change, ifRange, status) => {
    const { get } = await serving(change);
    const response = await get({ range: 'bytes=0-9', 'if-range': ifRange });
    expect(response.status).toBe(status);
    expect(await response.bytes()).toHaveLength(status === 206 ? 10 : size);
  });
});

describe('without ranges or length', () => {
  it('refuses ranges and says so', async () => {
    const { get } = await serving({ ranges: 'refused' });
    const response = await get({ range: 'bytes=0-9' });
    expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, 'none']);
    expect(await response.bytes()).toHaveLength(size);
  });

  it('sends chunks of unknown length', async () => {
    const { site, get } = await serving({ length: 'chunked' });
    const response = await get();
    expect(response.headers.get('content-length')).toBeNull();
    expect(response.headers.get('transfer-encoding')).toBe('chunked');
    expect(await hashOf(response)).toBe(await site.sha256('a.bin'));
    expect((await get({ range: 'bytes=0-9' })).headers.get('content-range')).toBe('bytes 0-9/*');
  });
});

describe('what a request must bring', () => {
  it('the cookie that the index page sets', async () => {
    const { site, get } = await serving({ needs: { cookie: true } });
    expect((await get()).status).toBe(403);
    const [cookie = ''] = (await fetch(`${site.origin}/`)).headers.get('set-cookie')?.split(';') ?? [];
    expect((await get({ cookie: `x=1; ${cookie}` })).status).toBe(200);
    expect(site.log('a.bin').requests[1]?.headers.cookie).toBe(`x=1; ${cookie}`);
  });

  it('a Referer', async () => {
    const { get } = await serving({ needs: { referer: true } });
    expect((await get()).status).toBe(403);
    expect((await get({ referer: 'http://127.0.0.1/' })).status).toBe(200);
  });

  it('a password', async () => {
    const { get } = await serving({ needs: { password: { user: 'u', password: 'p' } } });
    const refused = await get();
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="site"']);
    expect((await get({ authorization: `Basic ${btoa('u:p')}` })).status).toBe(200);
    expect((await get({ authorization: `Basic ${btoa('u:q')}` })).status).toBe(401);
  });

  it('a form', async () => {
    const { get } = await serving({ needs: { method: 'POST' } });
    expect((await get()).status).toBe(405);
    expect((await get({}, { method: 'POST', body: 'x=1' })).status).toBe(200);
  });
});

describe('redirects', () => {
  it('lead on after as many hops as told', async () => {
    const { site, get } = await serving({ redirect: { to: '/b.bin', hops: 3 } });
    site.add('b.bin', { size: 10 });
    const response = await get({}, { redirect: 'follow' });
    expect(response.url).toBe(site.url('b.bin'));
    expect(await hashOf(response)).toBe(await site.sha256('b.bin'));
    expect(site.log('a.bin').requests.map(({ url }) => url)).toEqual(['/a.bin', '/a.bin?hop=2', '/a.bin?hop=3']);
  });

  it('may go round, to another host, or to another scheme', async () => {
    const { site, get } = await serving({ redirect: { to: '/a.bin' } });
    await expect(get({}, { redirect: 'follow' })).rejects.toThrow('fetch failed');
    for (const to of [site.url('a.bin', site.otherOrigin), 'ftp://127.0.0.1/x', 'data:,x']) {
      site.set('a.bin', { redirect: { to, status: 307 } });
      const response = await get();
      expect([response.status, response.headers.get('location')]).toEqual([307, to]);
    }
  });
});

describe('the index page', () => {
  it('links every file, a form where POST is needed, and nothing hidden', async () => {
    const { site } = await serving({ link: { label: 'A & B', download: 'x".bin' } });
    site.add('dir/ä b.bin', { size: 1, needs: { method: 'POST' } });
    site.add('hidden.bin', { link: null });
    const page = await (await fetch(`${site.origin}/`)).text();
    expect(page).toContain('<a href="/a.bin" download="x&#34;.bin">A &#38; B</a>');
    expect(page).toContain('<form method="post" action="/dir/%C3%A4%20b.bin">');
    expect(page).not.toContain('hidden');
    expect((await fetch(site.url('dir/ä b.bin'), { method: 'POST' })).status).toBe(200);
    expect((await fetch(`${site.origin}/favicon.ico`)).status).toBe(404);
  });
});
