import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StoredTask } from '#domain/task/shape';
import type { Task } from '#domain/task/task';
import { temporaryFolder } from '../support/temporary.ts';
import { partSizes, sent, untilIdle } from './inside.ts';
import { makeOlder } from './older-database.ts';
import { PopupPage } from './popup-page.ts';
import { Privacy } from './privacy.ts';
import { MiB, siteFor, stageFor, type Stage } from './stage.ts';

const built = join(import.meta.dirname, '../../.output/chrome-mv3-e2e');

/** A copy of the build that can be exchanged in place, as an update of the extension does. */
class Installed {
  readonly folder = temporaryFolder('installed') as `/${string}`;

  constructor() {
    this.install('current');
  }

  /** `next`: a release that has one more migration, which changes nothing. */
  install(release: 'current' | 'next'): void {
    rmSync(this.folder, { recursive: true });
    cpSync(built, this.folder, { recursive: true });
    if (release === 'next') this.#addMigration();
  }

  #addMigration(): void {
    const migrations = /(\w+)\.length,\{upgrade/;
    const chunks = readdirSync(join(this.folder, 'chunks')).map((name) => join(this.folder, 'chunks', name));
    const [chunk, ...more] = chunks.filter((path) => migrations.test(readFileSync(path, 'utf8')));
    if (chunk === undefined || more.length > 0) throw new Error('the build opens its database in another way now');
    writeFileSync(chunk, readFileSync(chunk, 'utf8').replace(migrations, '$1.length+1,{upgrade'));
  }
}

/** Version of the database, and names of its indexes. */
async function versionOf(stage: Stage): Promise<{ version: number; indexes: string[] }> {
  return (await stage.control()).evaluate(
    () =>
      new Promise<{ version: number; indexes: string[] }>((resolve, reject) => {
        const opening = indexedDB.open('perseid');
        opening.onerror = () => reject(opening.error ?? new Error('the database does not open'));
        opening.onsuccess = () => {
          const database = opening.result;
          const { indexNames } = database.transaction('tasks').objectStore('tasks');
          resolve({ version: database.version, indexes: [...indexNames] });
          database.close();
        };
      }),
  );
}

/** A browser in which a transfer was stopped in the middle by the user, so that nothing runs. */
async function pausedMidway(stage: Stage, size: number) {
  const site = await siteFor({ rate: 2 * MiB, files: { 'kept.bin': { size } } });
  const popup = await PopupPage.open(stage);
  await stage.add(site.url('kept.bin'));
  await sent(site, 'kept.bin', size / 2);
  await popup.press('kept.bin', 'Pause');
  await untilIdle(stage);
  const task = await stage.taskIn('paused');
  await popup.page.close();
  return { site, task };
}

describe('the database', () => {
  it('of version 1 is taken over, with its unfinished task and part file', async () => {
    const size = 40 * MiB;
    const stage = await stageFor();
    await stage.browser.settled();
    const { site, task } = await pausedMidway(stage, size);
    const { version } = await versionOf(stage);
    const unreadable = { id: 'unreadable', state: { kind: 'active' } };
    const before: Task = { ...task, state: { kind: 'active' } };
    await makeOlder(stage, 1, { tasks: [before, unreadable] });
    expect(await versionOf(stage)).toEqual({ version: 1, indexes: [] });
    await stage.browser.quit();
    await stage.relaunch();
    // That release had no policy to accept: the task waits for that.
    expect((await stage.taskIn('paused')).state).toMatchObject({ because: 'policy' });
    await new Privacy(stage).accept();
    await stage.expectSaved(site, 'kept.bin');
    expect(await versionOf(stage)).toEqual({ version, indexes: ['age', 'finished', 'removed', 'state'] });
    // It went on where the part file ended.
    expect(site.log('kept.bin').bytes - size).toBeLessThan(12 * MiB);
    // What cannot be read is left in its place, and keeps nothing awake.
    expect(await stage.tasks()).toContainEqual(unreadable);
    await untilIdle(stage);
    expect(await partSizes(stage)).toEqual([]);
  });

  it('of version 3 is taken over, with its tasks and what was learned of hosts: it had neither policy nor ledger', async () => {
    const size = 40 * MiB;
    const stage = await stageFor();
    const privacy = new Privacy(stage);
    await stage.browser.settled();
    const { site, task } = await pausedMidway(stage, size);
    const { version } = await versionOf(stage);
    // Fields that a task did not have then; nor did it name its schema.
    const { traffic: _traffic, stream: _stream, shape: _shape, ...older } = task as StoredTask;
    const saved = {
      ...older,
      id: 'saved',
      serial: 77,
      state: { kind: 'done', finishedAt: 1, downloadId: 9, savedAs: 'a.bin' },
    };
    const lesson = { host: 'learned.test', pays: true, connections: 4, bare: null, at: Date.now() };
    await makeOlder(stage, 3, { tasks: [older, saved], lessons: [lesson] });
    await stage.browser.quit();
    await stage.relaunch();
    // Asked by anybody, it is brought up to date.
    await stage.until(async () => (await privacy.call('consent.read', {})).standing === 'unasked', 'it is asked');
    expect(await versionOf(stage)).toEqual({ version, indexes: ['age', 'finished', 'removed', 'state'] });
    expect(await stage.tasks()).toEqual([older, saved].toSorted((a, b) => a.id.localeCompare(b.id)));
    expect(await privacy.all('lessons')).toContainEqual(lesson);
    for (const store of ['privacy', 'receipts', 'ledger', 'deferred', 'mismatches', 'contributions']) {
      expect(await privacy.all(store)).toEqual([]);
    }
    await privacy.accept();
    const popup = await PopupPage.open(stage);
    await popup.press('kept.bin', 'Resume');
    await stage.expectSaved(site, 'kept.bin');
    // It went on where the part file ended.
    expect(site.log('kept.bin').bytes - size).toBeLessThan(12 * MiB);
    expect((await stage.tasks()).find(({ id }) => id === task.id)?.hosts).toEqual(task.hosts);
  });

  it('of a newer release is refused, said so, and left as it is', async () => {
    const size = 40 * MiB;
    const installed = new Installed();
    installed.install('next');
    const stage = await stageFor({ build: installed.folder });
    await stage.browser.settled();
    const { site, task } = await pausedMidway(stage, size);
    const newer = await versionOf(stage);
    await stage.browser.quit();

    installed.install('current');
    await stage.relaunch();
    // There is no list to wait for.
    const popup = new PopupPage(await stage.browser.openPage('popup.html'), stage.browser);
    await popup.shows('Your downloads were last used by a newer Perseid. They are kept as they are');
    // A click stays with the browser, and the engine page does not stay.
    const other = await siteFor({ rate: 4 * MiB, files: { 'other.bin': { size: 16 * MiB } } });
    await stage.click(other, 'other.bin');
    await stage.expectSaved(other, 'other.bin');
    expect(await stage.left()).toEqual({ [other.url('other.bin')]: 'engine-silent' });
    await untilIdle(stage);
    expect(await stage.tasks()).toEqual([task]);
    expect(await versionOf(stage)).toEqual(newer);
    expect(await partSizes(stage)).toHaveLength(1);
    await stage.browser.quit();

    installed.install('next');
    await stage.relaunch();
    await (await PopupPage.open(stage)).press('kept.bin', 'Resume');
    await stage.expectSaved(site, 'kept.bin');
    expect(site.log('kept.bin').bytes - size).toBeLessThan(12 * MiB);
  });
});
