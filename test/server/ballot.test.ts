import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eraserHash } from '#domain/mirror/eraser';
import { sealAddress, tagOf } from '#domain/mirror/sealing';
import { eraseBallot, recordBallot, type Ballot } from '../../server/mirrors/ballot.ts';
import { openStore, readFact, writeFact, type Place, type Store } from '../../server/store/store.ts';
import { freshPlace, kinds } from '../support/service/places.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A contribution of a file with a token that nobody has used. */
function contribution(name: string, address = 'https://mirror.example/f'): Ballot & { token: Uint8Array } {
  const token = randomBytes(32);
  return {
    ...sealAddress({ sha256: digest(name), size: 5 }, address),
    vote: 1,
    token,
    eraser: eraserHash(token),
    spent: { token: randomBytes(32), key: randomBytes(32) },
    day: 20_000,
  };
}

const against = (ballot: Ballot): Ballot => ({
  ...contribution('x'),
  tag: ballot.tag,
  entry: ballot.entry,
  sealed: null,
  vote: -1,
});

describe.each(kinds)('ballots in %s', (kind) => {
  let place: Place;
  let store: Store;
  beforeAll(async () => {
    place = await freshPlace(kind);
    store = await openStore(place);
    return () => store.close();
  });

  const entries = (tag: Uint8Array) => store.db.selectFrom('entries').selectAll().where('tag', '=', tag).execute();
  const votes = async ({ tag }: Ballot) =>
    (await entries(tag)).map(({ votes_for, votes_against }) => [votes_for, votes_against]);
  const ballots = ({ tag }: Ballot) => store.db.selectFrom('ballots').select('eraser').where('tag', '=', tag).execute();

  it('equal contributions become one row, and are counted', async () => {
    const [first, second] = [contribution('a'), contribution('a')];
    const other = contribution('a', 'https://other.example/f');
    for (const one of [first, second, other]) await recordBallot(store, one);
    const rows = await entries(tagOf({ sha256: digest('a') }));
    const counted = rows.map(({ sealed, votes_for, day, released }) => [
      Buffer.from(sealed).equals(other.sealed!),
      votes_for,
      day,
      released,
    ]);
    expect(counted.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      [false, 2, 20_000, 0],
      [true, 1, 20_000, 0],
    ]);
  });

  it('one that is sent again is acknowledged, and counted once', async () => {
    const one = contribution('b');
    await recordBallot(store, one);
    await recordBallot(store, one);
    expect(await votes(one)).toEqual([[1, 0]]);
  });

  it('a token is good for one', async () => {
    const [first, second] = [contribution('c'), contribution('c')];
    await recordBallot(store, first);
    await expect(recordBallot(store, { ...second, spent: first.spent })).rejects.toMatchObject({ code: 'token-spent' });
    expect(await votes(first)).toEqual([[1, 0]]);
  });

  it('a token that was refused for another reason is not spent', async () => {
    const one = contribution('d');
    const vote = against(one);
    await expect(recordBallot(store, vote)).rejects.toMatchObject({ code: 'unknown' });
    await recordBallot(store, one);
    await recordBallot(store, vote);
    expect(await votes(one)).toEqual([[1, 1]]);
  });

  it('what is blocked is not taken: a row, or a whole file', async () => {
    const [row, file] = [contribution('e'), contribution('f')];
    await store.db
      .insertInto('blocked')
      .values([
        { tag: row.tag, entry: row.entry },
        { tag: file.tag, entry: new Uint8Array(0) },
      ])
      .execute();
    await expect(recordBallot(store, row)).rejects.toMatchObject({ code: 'blocked' });
    await expect(recordBallot(store, file)).rejects.toMatchObject({ code: 'blocked' });
    await recordBallot(store, contribution('e', 'https://other.example/f'));
    expect(await votes(row)).toEqual([[1, 0]]);
  });

  it('a deletion token takes its own contribution back, and the row when it was the last', async () => {
    const [first, second] = [contribution('g'), contribution('g')];
    for (const one of [first, second, against(first)]) await recordBallot(store, one);
    await eraseBallot(store, { ...first, eraser: eraserHash(randomBytes(32)) });
    expect(await votes(first)).toEqual([[2, 1]]);
    await eraseBallot(store, first);
    await eraseBallot(store, first);
    expect(await votes(first)).toEqual([[1, 1]]);
    await eraseBallot(store, second);
    expect([await votes(first), await ballots(first)]).toEqual([[], []]);
  });

  it('of many at once each counts once, also those with one token', async () => {
    const many = Array.from({ length: 12 }, () => contribution('h'));
    const same = contribution('h');
    const twice = { ...contribution('h'), spent: same.spent };
    const outcomes = await Promise.allSettled([...many, same, same, twice].map((one) => recordBallot(store, one)));
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    // Of the two ballots with one token one is refused; that which is sent twice may be the one.
    expect(lost.every((reason) => (reason as { code?: string }).code === 'token-spent')).toBe(true);
    expect([1, 2]).toContain(lost.length);
    expect(await votes(same)).toEqual([[13, 0]]);
  });

  it('what was recorded is there after the database was closed and opened', async () => {
    const one = contribution('i');
    await recordBallot(store, one);
    const again = await openStore(place);
    onTestFinished(() => again.close());
    const [row] = await again.db.selectFrom('entries').selectAll().where('tag', '=', one.tag).execute();
    expect([row?.votes_for, Buffer.from(row!.sealed).equals(one.sealed!)]).toEqual([1, true]);
  });
});

describe.each(kinds)('a database in %s', (kind) => {
  it('of another version is refused, and not changed', async () => {
    const place = await freshPlace(kind);
    const store = await openStore(place);
    await writeFact(store.db, 'schema', '2');
    expect(await readFact(store.db, 'schema')).toBe('2');
    await store.close();
    await expect(openStore(place)).rejects.toMatchObject({ code: 'schema' });
  });

  it('is made by two at once without harm', async () => {
    const place = await freshPlace(kind);
    const stores = await Promise.all([openStore(place), openStore(place)]);
    for (const store of stores) await store.close();
    expect(stores).toHaveLength(2);
  });
});
