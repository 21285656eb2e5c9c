import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '#domain/error';
import { totalBytes, withoutRanges } from '#domain/segment/range';
import type { Behaviour } from '../support/site/behaviour.ts';
import { afterBytes } from '../support/site/behaviour.ts';
import { askedFor } from '../support/site/log.ts';
import { sentence, TaskRow } from './popup-row.ts';
import { MiB, siteFor, Stage } from './stage.ts';

/** Bad answers: each ends with its own code and sentence, and what is here stays. */
describe('bad answers', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  /** Nothing was saved under this name, not even in part. */
  function expectNotSaved(name: string): void {
    expect(existsSync(join(stage.browser.downloads, name))).toBe(false);
  }

  const never: readonly (readonly [string, ErrorCode, Partial<Behaviour>])[] = [
    ['401', 'http-unauthorized', { status: 401 }],
    ['403', 'http-forbidden', { status: 403 }],
    ['404', 'http-not-found', { status: 404 }],
    ['410', 'http-gone', { status: 410 }],
    ['416', 'http-range', { status: 416 }],
    ['451', 'http-refused', { status: 451 }],
    ['204', 'http-unexpected', { status: 204 }],
    ['a redirect loop', 'redirect-loop', { redirect: { to: '/', hops: 1000 } }],
    ['a redirect to ftp:', 'redirect-unsafe', { redirect: { to: 'ftp://127.0.0.1/file.bin' } }],
    ['a redirect to file:', 'redirect-unsafe', { redirect: { to: 'file:///etc/passwd' } }],
    ['a redirect to data:', 'redirect-unsafe', { redirect: { to: 'data:text/plain,hello' } }],
    ['a redirect to nonsense', 'redirect-unsafe', { redirect: { to: 'mailto:ann@example.org' } }],
    ['a range longer than it says', 'length-long', { surplus: 4096 }],
  ];

  it.each(never)('%s from the first answer on: %s', async (_, code, change) => {
    const site = await siteFor({ files: { 'bad.bin': { size: 4 * MiB, ...change } } });
    const row = await TaskRow.add(stage, site.url('bad.bin'));
    const task = await row.expectFailed(code);
    expect(task.have).toEqual([]);
    // The question why there is no answer at all is asked once more; nothing else is.
    expect(site.log('bad.bin').requests.filter((r) => !r.url.includes('hop=')).length).toBeLessThanOrEqual(2);
    expectNotSaved('bad.bin');
  });

  it.each([
    [429, 'http-busy'],
    [503, 'http-unavailable'],
  ] as const)(
    '%i with a wait of an hour: says until when, and asks no more; given up by the user it is gone',
    async (status, code) => {
      const site = await siteFor({ files: { 'busy.bin': { size: 4 * MiB, status, retryAfter: '3600' } } });
      const row = await TaskRow.add(stage, site.url('busy.bin'));
      await row.says(sentence(code));
      // In the last hour of a day that is tomorrow, and its date is told.
      await row.says(/Next try at .*\d/);
      await row.press('Cancel');
      await stage.until(async () => (await row.task()) === undefined, 'it is gone');
      expect(site.log('busy.bin').requests).toHaveLength(1);
    },
  );

  const size = 12 * MiB;
  const half = size / 2;
  const midFile: readonly (readonly [string, ErrorCode, Partial<Behaviour>])[] = [
    ['a link that expires', 'expired', { status: 403 }],
    ['a file that is removed', 'expired', { status: 410 }],
    ['a 200 to a range', 'range-ignored', { ranges: 'ignored' }],
    ['a changed ETag', 'changed', { version: 'v2' }],
    ['a changed ETag, the range served all the same', 'changed', { ifRange: 'ignored', version: 'v2' }],
    ['another size', 'changed', { size: size + MiB }],
    ['Content-Encoding on a 206', 'encoded-range', { encoding: 'gzip' }],
    ['another range than the one asked for', 'range-wrong', { shift: -4096 }],
    ['a range longer than it says', 'length-long', { surplus: 4096 }],
    ['a server that has the rest no more', 'length-short', { status: 416 }],
  ];

  it.each(midFile)('%s in mid-file: %s; the bytes so far stay', async (what, code, change) => {
    const site = await siteFor({ rate: 4 * MiB, files: {} });
    const name = `${what}.bin`;
    // Cut after 1 MiB each, so that there are requests in mid-file.
    site.add(name, { size, cutAfter: MiB, vary: afterBytes(half, change) });
    const row = await TaskRow.add(stage, site.url(name));
    const task = await row.expectFailed(code);
    const have = totalBytes(task.have);
    expect(have).toBeGreaterThan(half * 0.9);
    expect(have).toBeLessThan(size);
    await row.says(/ of 1[23]\.\d MB/);
    expectNotSaved(name);
  });

  it('what a retry goes on with: only the missing bytes', async () => {
    const site = await siteFor({ rate: 4 * MiB, files: {} });
    site.add('back.bin', { size, cutAfter: MiB, vary: afterBytes(half, { status: 403 }) });
    const row = await TaskRow.add(stage, site.url('back.bin'));
    const { have } = await row.expectFailed('expired');
    const before = site.log('back.bin').requests.length;
    site.set('back.bin', { vary: null, cutAfter: null });
    await row.press('Retry');
    await stage.expectSaved(site, 'back.bin');
    // The tail may be asked for twice (a hedge), what is here never.
    const asked = askedFor(site.log('back.bin').requests.slice(before), size);
    expect(asked).not.toEqual([]);
    expect(withoutRanges(asked, have)).toEqual(asked);
  });

  it('“Start again” after a change yields the whole new file', async () => {
    const site = await siteFor({ rate: 4 * MiB, files: {} });
    site.add('news.bin', { size, cutAfter: MiB, vary: afterBytes(half, { version: 'v2', size: size + MiB }) });
    const row = await TaskRow.add(stage, site.url('news.bin'));
    await row.expectFailed('changed');
    site.set('news.bin', { vary: null, cutAfter: null, version: 'v2', size: size + MiB });
    await row.press('Start again');
    await stage.expectSaved(site, 'news.bin');
    expect((await row.in('done')).file).toMatchObject({ size: size + MiB, validator: { etag: '"v2"' } });
  });

  it('a clicked download that fails after it was taken over keeps its bytes', async () => {
    const site = await siteFor({ rate: 2 * MiB, files: {} });
    site.add('clicked.bin', { size: 24 * MiB, cutAfter: MiB, vary: afterBytes(12 * MiB, { status: 404 }) });
    await stage.click(site, 'clicked.bin');
    const taken = async () => (await stage.tasks()).find(({ source }) => source.url === site.url('clicked.bin'));
    await stage.until(async () => (await taken())?.state.kind === 'active', 'it is taken over');
    const row = new TaskRow(stage, (await taken())!.id);
    const task = await row.expectFailed('expired');
    expect(totalBytes(task.have)).toBeGreaterThan(0);
    expectNotSaved('clicked.bin');
  });

  const rlo = '\u202e';
  const names: readonly (readonly [string, string, string])[] = [
    ['a name of 300 characters', `${'n'.repeat(296)}.bin`, `${'n'.repeat(236)}.bin`],
    ['300 characters of three bytes each', `${'あ'.repeat(296)}.bin`, `${'あ'.repeat(78)}.bin`],
    ['control characters', 'a\u0001b\nc\u007fd.bin', 'ab cd.bin'],
    ['U+202E', `photo${rlo}gpj.bin`, 'photogpj.bin'],
    ['a path', '../../etc/cron.d/x.bin', '__.._etc_cron.d_x.bin'],
  ];

  it.each(names)('%s: saved under the sanitised name', async (_, told, saved) => {
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(told)}`;
    const site = await siteFor({ files: { get: { size: MiB, disposition } } });
    const row = await TaskRow.add(stage, site.url('get'));
    expect((await row.in('done')).state.savedAs).toBe(saved);
    await stage.expectSaved(site, 'get', saved);
  });

  it('an empty file', async () => {
    const site = await siteFor({ files: { 'empty.bin': { size: 0 }, 'empty2.bin': { size: 0, ranges: 'refused' } } });
    for (const name of ['empty.bin', 'empty2.bin']) {
      const row = await TaskRow.add(stage, site.url(name));
      expect((await row.in('done')).file).toMatchObject({ size: 0 });
      await stage.expectSaved(site, name);
    }
  });
});
