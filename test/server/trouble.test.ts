import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { join } from 'node:path';
import { storeFault } from '../../server/store/fault.ts';
import { fileNamed } from '../support/service/client.ts';
import { startPostgres } from '../support/service/postgres.ts';
import { days, startOne, wednesday } from '../support/service/running.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { SmallDisk } from '../support/tmpfs.ts';
import { until } from '../support/until.ts';

it('a database that goes away is said to be away, and is used again when it comes back', async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.close());
  const place = { folder: join(temporaryFolder('service'), 'data'), databaseUrl: postgres.url('postgres') };
  const one = await startOne(place);
  onTestFinished(() => one.close());
  const [given] = await one.client.giveAs(1, fileNamed('a'), 'https://a.example/f');
  await postgres.stop();
  expect(await one.client.get('/healthz')).toMatchObject({ status: 503, body: { error: 'database-away' } });
  expect(await one.client.give(given!)).toMatchObject({ status: 503, body: { error: 'database-away' } });
  // What needs no database goes on.
  expect((await one.client.get('/v1/tracker')).status).toBe(200);
  await postgres.start();
  await until(async () => (await one.client.get('/healthz')).status === 200, { what: 'the service is well again' });
  await one.client.giveAs(1, fileNamed('a'), 'https://b.example/f');
  expect((await one.client.give(given!)).status).toBe(200);
});

describe('a full disk', () => {
  let disk: SmallDisk;
  beforeAll(() => {
    disk = new SmallDisk(8);
    return () => disk.unmount();
  });

  it('is said to be full: nothing new is taken, all else is answered, and it goes on when there is room', async () => {
    const one = await startOne({ folder: join(disk.folder, 'data'), databaseUrl: null });
    onTestFinished(() => one.close());
    const bundle = await one.client.bundle();
    const kept = await one.client.prepare(fileNamed('kept'), 'https://a.example/f', bundle);
    expect((await one.client.give(kept)).status).toBe(200);
    const free = disk.fill();
    const late = await one.client.prepare(fileNamed('late'), 'https://a.example/f', bundle);
    const answer = await until(
      async () => {
        const said = await one.client.give(
          await one.client.prepare(fileNamed('filler'), `https://a.example/${Math.random()}`, bundle),
        );
        return said.status === 200 ? null : said;
      },
      { what: 'the disk is full', every: 1 },
    );
    expect(answer).toMatchObject({ status: 503, body: { error: 'disk-full' } });
    expect(await one.client.give(late)).toMatchObject({ status: 503, body: { error: 'disk-full' } });
    expect([(await one.client.get('/v1/bundle')).status, (await one.client.get('/v1/mirrors/all')).status]).toEqual([
      200, 200,
    ]);
    free();
    expect((await one.client.give(late)).status).toBe(200);
    expect((await one.client.give(kept)).status).toBe(200);
  });

  it('does not keep a service from starting, though its bundle is due; where not a page is left, it says so and does not', async () => {
    const place = { folder: join(disk.folder, 'again'), databaseUrl: null };
    const one = await startOne(place);
    await one.client.giveAs(3, fileNamed('kept'), 'https://a.example/f');
    const before = await one.client.bundle();
    await one.close();
    const free = disk.fill();
    await expect(startOne(place)).rejects.toSatisfy((error) => storeFault(error) === 'disk-full');
    free();
    const later = { now: wednesday + 10 * days };
    const freeAgain = disk.fill(40 * 1024);
    const again = await startOne(place, {}, later);
    onTestFinished(() => again.close());
    expect(await again.client.bundle()).toEqual(before);
    expect(await (await fetch(`${again.service.address}/metrics`)).text()).toContain('perseid_upkeep_done 0\n');
    freeAgain();
    await again.service.upkeep();
    expect((await again.client.bundle()).number).toBeGreaterThan(before.number);
  });
});
