import { beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../bench/service/fill.ts';
import { wires } from '#domain/policy/wires';
import { openStore } from '../../server/store/store.ts';
import { freshPlace, kinds } from '../support/service/places.ts';
import { startOne, type Running } from '../support/service/running.ts';

/** More than are handed out whole. */
const rows = 10_000;

describe.each(kinds)('a list that has grown, on %s', (kind) => {
  let one: Running;
  let stored: Set<string>;
  beforeAll(async () => {
    const place = await freshPlace(kind);
    await fill(place, rows);
    const store = await openStore(place);
    const tags = await store.db.selectFrom('entries').select('tag').execute();
    stored = new Set(tags.map(({ tag }) => Buffer.from(tag).toString('base64')));
    await store.close();
    one = await startOne(place);
    return () => one.close();
  });

  it('is handed out by prefix: every row under its own, padded, and not whole any more', async () => {
    const { mirrors } = await one.client.bundle();
    expect([stored.size, mirrors.mode, mirrors.prefixBits]).toEqual([rows, 'prefix', 5]);
    expect(await one.client.get('/v1/mirrors/all')).toMatchObject({ status: 404, body: { error: 'unknown' } });
    const found: string[] = [];
    const sizes = new Set<number>();
    for (let number = 0; number < 2 ** mirrors.prefixBits; number++) {
      const prefix = number.toString(2).padStart(mirrors.prefixBits, '0');
      const { body } = await one.client.get(`/v1/mirrors/some?prefix=${prefix}`);
      const reply = wires['mirror-search'].lookUp.endpoint.reply.parse(body);
      const tags = reply.rows.map(({ tag }) => tag);
      expect(tags.every((tag) => Buffer.from(tag, 'base64').readUInt8() >> 3 === number)).toBe(true);
      found.push(...tags.filter((tag) => stored.has(tag)));
      sizes.add(tags.length);
    }
    expect(found.length).toBe(rows);
    expect(new Set(found)).toEqual(stored);
    expect([...sizes].every((size) => size % 64 === 0)).toBe(true);
    expect(sizes.size).toBeLessThanOrEqual(4);
  });

  it('answers what is asked again from memory, until what is handed out changes', async () => {
    const store = await openStore(one.config.place);
    const path = '/v1/mirrors/some?prefix=00000';
    const before = await one.client.get(path);
    await store.db.updateTable('entries').set({ released: 0 }).where('tag', '<', Uint8Array.of(8)).execute();
    expect(await one.client.get(path)).toEqual(before);
    await store.close();
  });
});
