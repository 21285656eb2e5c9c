import { sql, type Transaction } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore, readFact, writeFact, type Store } from '../../server/store/store.ts';
import type { Tables } from '../../server/store/tables.ts';
import { freshPlace } from '../support/service/places.ts';

type Given = Transaction<Tables>;

/** A moment that one transaction waits for and another brings. */
const moment = () => Promise.withResolvers<void>();

/** Counts the attempts of a change, and the SQLSTATE of what the database said in between. */
function watched<T>(change: (given: Given, attempt: number) => Promise<T>) {
  const seen = { attempts: 0, codes: [] as unknown[] };
  const tried = async (given: Given): Promise<T> => {
    try {
      return await change(given, ++seen.attempts);
    } catch (error) {
      seen.codes.push((error as { code?: unknown }).code);
      throw error;
    }
  };
  return { seen, tried };
}

describe('two nodes that change the same in PostgreSQL', () => {
  let [one, other]: Store[] = [];
  const stores = (): [Store, Store] => [one!, other!];
  beforeEach(async () => {
    const place = await freshPlace('postgres');
    [one, other] = [await openStore(place), await openStore(place)];
    return async () => {
      for (const store of stores()) await store.close();
    };
  });
  const number = async (given: Parameters<typeof readFact>[0], name: string): Promise<number> =>
    Number((await readFact(given, name)) ?? 0);

  it('a serialization failure (40001) is tried again, on what the other one has left', async () => {
    const [mine, others] = stores();
    await writeFact(mine.db, 'n', '1');
    const [read, written] = [moment(), moment()];
    const slow = watched(async (given, attempt) => {
      const found = await number(given, 'n');
      if (attempt === 1) {
        read.resolve();
        await written.promise;
      }
      await writeFact(given, 'n', `${found + 10}`);
    });
    const changed = mine.changeAlone(slow.tried);
    await read.promise;
    await others.changeAlone(async (given) => writeFact(given, 'n', `${(await number(given, 'n')) + 100}`));
    written.resolve();
    await changed;
    expect(slow.seen).toEqual({ attempts: 2, codes: ['40001'] });
    expect(await number(mine.db, 'n')).toBe(111);
  });

  it('one that the database finds only at the end, for neither wrote what the other wrote, is tried again too', async () => {
    const bothHaveRead = moment();
    let readers = 0;
    // Each writes what it found in the other's place, and one more: one after the other that is 1 and 2.
    const follow = (own: string, foreign: string) =>
      watched(async (given, attempt) => {
        const found = await number(given, foreign);
        if (attempt === 1 && ++readers === 2) bothHaveRead.resolve();
        await bothHaveRead.promise;
        await writeFact(given, own, `${found + 1}`);
      });
    const [first, second] = [follow('a', 'b'), follow('b', 'a')];
    const [mine, others] = stores();
    await Promise.all([mine.changeAlone(first.tried), others.changeAlone(second.tried)]);
    expect(first.seen.attempts + second.seen.attempts).toBeGreaterThan(2);
    const values = [await number(mine.db, 'a'), await number(mine.db, 'b')];
    expect(values.toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  it('two that wait for each other (40P01) are both carried out', async () => {
    const [mine, others] = stores();
    for (const name of ['a', 'b']) await writeFact(mine.db, name, '0');
    const bothHold = moment();
    let holders = 0;
    const add = (names: readonly [string, string]) =>
      watched(async (given, attempt) => {
        const raise = (name: string) =>
          given
            .updateTable('facts')
            .set({ value: sql<string>`(value::int + 1)::text` })
            .where('name', '=', name)
            .execute();
        await raise(names[0]);
        if (attempt === 1 && ++holders === 2) bothHold.resolve();
        await bothHold.promise;
        await raise(names[1]);
      });
    const [first, second] = [add(['a', 'b']), add(['b', 'a'])];
    await Promise.all([mine.change(first.tried), others.change(second.tried)]);
    expect([...first.seen.codes, ...second.seen.codes]).toEqual(['40P01']);
    expect([await number(mine.db, 'a'), await number(mine.db, 'b')]).toEqual([2, 2]);
  });

  it('what never gets through is given up, and says why', async () => {
    const [mine, others] = stores();
    const lost = watched(async (given) => {
      await number(given, 'n');
      await others.change(async (foreign) => writeFact(foreign, 'n', `${(await number(foreign, 'n')) + 1}`));
      await writeFact(given, 'n', '0');
    });
    await expect(mine.changeAlone(lost.tried)).rejects.toMatchObject({ code: '40001' });
    expect(lost.seen.attempts).toBe(8);
    expect(await number(mine.db, 'n')).toBe(8);
  });
});
