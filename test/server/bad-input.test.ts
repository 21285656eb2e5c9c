import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { hourly } from '../../server/http/limits.ts';
import { fileNamed, giveBody } from '../support/service/client.ts';
import { kinds } from '../support/service/places.ts';
import { days, startOne, type Running } from '../support/service/running.ts';

const posts = ['/v1/tokens', '/v1/mirrors/give', '/v1/mirrors/vote', '/v1/mirrors/erase', '/v1/statistics'];
const bytes = (count: number): string => randomBytes(count).toString('base64');

describe.each(kinds)('on %s', (kind) => {
  let one: Running;
  beforeAll(async () => {
    one = await startOne(kind, { proxies: 1, contact: '<abuse@perseid.example>' });
    return () => one.close();
  });

  it.each(posts)('%s refuses what is not of its form, and repeats nothing of it', async (path) => {
    for (const body of ['', '{', 'null', '[]', '"x"', '{}', '{"evil":"evil"}', `{"tag":${'['.repeat(1000)}`]) {
      const { status, body: said } = await one.client.post(path, body);
      expect([path, body, status]).toEqual([path, body, 400]);
      expect(said).toEqual({ error: 'malformed', message: expect.any(String) as unknown });
      expect(JSON.stringify(said)).not.toContain('evil');
    }
  });

  it.each(posts)('%s reads no more than 4 KiB, whatever length was announced', async (path) => {
    expect(await one.client.post(path, 'x'.repeat(4097))).toMatchObject({ status: 413, body: { error: 'too-large' } });
    const endless = request(`${one.service.address}${path}`, {
      method: 'POST',
      headers: { 'transfer-encoding': 'chunked' },
    });
    endless.on('error', () => undefined);
    for (let chunk = 0; chunk < 8; chunk++) endless.write('x'.repeat(1024));
    const [response] = (await once(endless, 'response')) as [{ statusCode: number }];
    expect(response.statusCode).toBe(413);
    endless.destroy();
  });

  it('base64 that is not canonical is refused: no row has two names', async () => {
    const given = giveBody(await one.client.prepare(fileNamed('a'), 'https://a.example/f', await one.client.bundle()));
    const tag = given.tag.replace(/.=$/, (end) => `${String.fromCodePoint(end.codePointAt(0)! + 1)}=`);
    expect(await one.client.post('/v1/mirrors/give', { ...given, tag })).toMatchObject({ status: 400 });
  });

  it('a row of random bytes is taken, and opened by nobody: it is not read here', async () => {
    const given = giveBody(await one.client.prepare(fileNamed('b'), 'https://a.example/f', await one.client.bundle()));
    expect((await one.client.post('/v1/mirrors/give', { ...given, sealed: bytes(528) })).status).toBe(200);
  });

  it('what is not there is said to be not there, and sets no cookie', async () => {
    for (const path of [
      '/x',
      '/v1',
      '/v1/mirrors/all/',
      '/v1/tokens',
      '/.env',
      '/v1/mirrors/some',
      '/%ff',
      '/announce',
    ]) {
      const response = await fetch(`${one.service.address}${path}`);
      expect([path, response.status]).toEqual([path, path.endsWith('some') ? 400 : 404]);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
  });

  it('the first page names the operator, as text, and loads nothing', async () => {
    const response = await fetch(`${one.service.address}/`);
    const page = await response.text();
    expect(page).toContain('Questions and complaints: &lt;abuse@perseid.example&gt;');
    expect(page).toContain(one.service.entered.split('#')[1]);
    // Why so many votes are needed.
    expect(page.replace(/\s+/g, ' ')).toMatch(
      /once 3 contributions speak for it, .* a link that is shared with a few does not come out/,
    );
    expect(page).not.toMatch(/<script|<img|<link|src=/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('AP5: no answer sets a cookie, or may be kept by anyone', async () => {
    for (const path of [
      '/',
      '/v1/bundle',
      '/v1/mirrors/all',
      '/v1/statistics',
      '/statistics',
      '/healthz',
      '/metrics',
      '/v1/tracker',
    ]) {
      const response = await fetch(`${one.service.address}${path}`);
      const { headers } = response;
      expect([path, response.status, headers.get('set-cookie'), headers.get('cache-control')]).toEqual([
        path,
        200,
        null,
        'no-store',
      ]);
    }
  });

  it('a flood from one address is stopped, and the others are served', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': `198.51.100.9, ${address}` });
    const ask = async (address: string): Promise<number> => {
      const response = await fetch(`${one.service.address}/v1/tracker`, { headers: from(address) });
      await response.arrayBuffer();
      return response.status;
    };
    const statuses: number[] = [];
    for (let count = 0; count < hourly.read + 10; count++) statuses.push(await ask('203.0.113.5'));
    expect(statuses.indexOf(429)).toBe(hourly.read);
    expect([await ask('203.0.113.6'), await ask('203.0.113.5')]).toEqual([200, 429]);
    const refused = await fetch(`${one.service.address}/v1/tracker`, { headers: from('203.0.113.5') });
    expect(refused.headers.get('retry-after')).toBe('3600');
    expect(await refused.json()).toMatchObject({ error: 'too-many' });
  });

  it('a clock that is set back releases nothing anew, and takes no number back', async () => {
    const before = await one.client.bundle();
    one.clock.now -= 30 * days;
    await one.service.upkeep();
    const after = await one.client.bundle();
    expect(after.number).toBeGreaterThanOrEqual(before.number);
    expect(after.mirrors).toEqual(before.mirrors);
    one.clock.now += 30 * days;
  });
});
