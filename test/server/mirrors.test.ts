import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '#domain/base64';
import { openAddress, tagOf } from '#domain/mirror/sealing';
import { fileNamed } from '../support/service/client.ts';
import { kinds } from '../support/service/places.ts';
import { days, startOne, type Running } from '../support/service/running.ts';
import { until } from '../support/until.ts';

describe.each(kinds)('mirrors on %s', (kind) => {
  let one: Running;
  beforeAll(async () => {
    one = await startOne(kind);
    return () => one.close();
  });

  const handedOut = async (name: string): Promise<(string | null)[]> => {
    const file = fileNamed(name);
    const tag = toBase64(tagOf(file));
    const rows = (await one.client.all()).filter((row) => row.tag === tag);
    return rows.map(({ sealed }) => openAddress(file, fromBase64(sealed) ?? new Uint8Array(0)));
  };

  /** Lets a week pass, and its release be seen. */
  const nextWeek = async (): Promise<void> => {
    one.clock.now += 7 * days;
    await one.service.upkeep();
    const { mirrors } = await one.client.bundle();
    await until(async () => hashOf(await bodyOf(one)) === mirrors.snapshot, { what: 'the release is handed out' });
  };

  it('an address is handed out to who knows the file, once three gave it and a week has begun', async () => {
    await one.client.giveAs(3, fileNamed('three'), 'https://a.example/three');
    await one.client.giveAs(2, fileNamed('two'), 'https://a.example/two');
    expect(await one.client.all()).toEqual([]);
    await nextWeek();
    expect([await handedOut('three'), await handedOut('two')]).toEqual([['https://a.example/three'], []]);
    await one.client.giveAs(1, fileNamed('two'), 'https://a.example/two');
    await one.service.upkeep();
    expect(await handedOut('two')).toEqual([]);
    await nextWeek();
    expect(await handedOut('two')).toEqual(['https://a.example/two']);
  });

  it('votes against count as much as those for', async () => {
    const [given] = await one.client.giveAs(3, fileNamed('bad'), 'https://a.example/bad');
    const bundle = await one.client.bundle();
    expect(await one.client.vote(given!, '-', bundle)).toEqual({ status: 200, body: { recorded: true } });
    await nextWeek();
    expect(await handedOut('bad')).toEqual([]);
    expect((await one.client.vote(given!, '+', bundle)).status).toBe(200);
    await nextWeek();
    expect(await handedOut('bad')).toEqual(['https://a.example/bad']);
  });

  it('what was taken back is not handed out any more from the next week on', async () => {
    const all = await one.client.giveAs(3, fileNamed('regretted'), 'https://a.example/regretted');
    await nextWeek();
    expect(await handedOut('regretted')).toHaveLength(1);
    for (const given of all) expect(await one.client.erase(given)).toEqual({ status: 200, body: { erased: true } });
    await nextWeek();
    expect(await handedOut('regretted')).toEqual([]);
  });

  it('a token is good for one contribution, and forged ones for none', async () => {
    const bundle = await one.client.bundle();
    const first = await one.client.prepare(fileNamed('token'), 'https://a.example/token', bundle);
    expect((await one.client.give(first)).status).toBe(200);
    expect((await one.client.give(first)).status).toBe(200);
    const second = await one.client.prepare(fileNamed('token'), 'https://b.example/token', bundle);
    expect(await one.client.give({ ...second, token: first.token })).toMatchObject({
      status: 409,
      body: { error: 'token-spent' },
    });
    const forged = { ...second.token, output: first.token.output };
    expect(await one.client.give({ ...second, token: forged })).toMatchObject({
      status: 403,
      body: { error: 'token-refused' },
    });
    expect((await one.client.give(second)).status).toBe(200);
  });

  it('a token costs work, and the same request again gives the same token again', async () => {
    const blinded = toBase64(
      (await import('#domain/token/token')).blindToken((bytes = 32) => new Uint8Array(bytes).fill(3)).blinded,
    );
    const tries = Array.from({ length: 40 }, (_, index) => toBase64(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, index)));
    const answers = await Promise.all(tries.map((nonce) => one.client.post('/v1/tokens', { blinded, nonce })));
    const made = answers.flatMap(({ status, body }) =>
      status === 200 ? [(body as { evaluated: string }).evaluated] : [],
    );
    const refused = answers.filter(({ status }) => status === 403);
    expect(refused[0]?.body).toMatchObject({ error: 'work-missing' });
    expect(made.length + refused.length).toBe(40);
    expect(made.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(made).size).toBe(1);
  });

  it('the snapshot is the one that the bundle names', async () => {
    const { mirrors } = await one.client.bundle();
    expect(mirrors.mode).toBe('snapshot');
    expect(hashOf(await bodyOf(one))).toBe(mirrors.snapshot);
  });

  it('a look-up gets its own rows and others like them, always of a size', async () => {
    const { mirrors } = await one.client.bundle();
    const file = fileNamed('three');
    const bits = [...tagOf(file)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const prefix = bits.slice(0, mirrors.prefixBits);
    const others = prefix === '0' ? '1' : '0';
    const [own, other] = await Promise.all(
      [prefix, others].map((digits) => one.client.get(`/v1/mirrors/some?prefix=${digits}`)),
    );
    const rows = (own!.body as { rows: { tag: string; sealed: string }[] }).rows;
    const opened = rows
      .map(({ sealed }) => openAddress(file, fromBase64(sealed)!))
      .filter((address) => address !== null);
    expect(opened).toEqual(['https://a.example/three']);
    expect(rows.every(({ tag }) => (fromBase64(tag)![0]! >> 7).toString() === prefix)).toBe(true);
    expect(JSON.stringify(other!.body).length).toBe(JSON.stringify(own!.body).length);
    expect((await one.client.get(`/v1/mirrors/some?prefix=${prefix}0`)).status).toBe(400);
    expect((await one.client.get('/v1/mirrors/some?prefix=f')).status).toBe(400);
  });
});

const hashOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex');
const bodyOf = async ({ service }: Running): Promise<Buffer> =>
  Buffer.from(await (await fetch(`${service.address}/v1/mirrors/all`)).arrayBuffer());
