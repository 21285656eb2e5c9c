import { beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '#domain/task/day';
import type { HostTraffic } from '#domain/task/host-traffic';
import type { Task } from '#domain/task/task';
import type { Site } from '../support/site/site.ts';
import { TaskRow } from './popup-row.ts';
import { Privacy } from './privacy.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const size = 12 * MiB;
const host = (origin: string): string => new URL(origin).host;
const of = (task: Task | undefined, origin: string): HostTraffic | undefined =>
  task?.traffic.find((one) => one.host === host(origin));
/** What a site sent of its files, by its own log. */
const sent = (site: Site, ...names: string[]): { requests: number; bytes: number } => ({
  requests: names.reduce((sum, name) => sum + site.log(name).requests.length, 0),
  bytes: names.reduce((sum, name) => sum + site.log(name).bytes, 0),
});

/** Each host's own log is held against what the task says of it. */
describe('who saw the user’s address, and what it gave', () => {
  let stage: Stage;
  beforeAll(async () => {
    const opened = await Stage.open();
    stage = opened;
    return () => opened.close();
  });

  it('counts source, mirror and checksum file, to the request and the byte', async () => {
    const site = await siteFor({ rate: 2 * MiB, files: { 'summed.bin': { size } } });
    const mirror = await siteFor({ rate: 2 * MiB, host: '127.0.0.2', files: { 'summed.bin': { size } } });
    site.add('SHA256SUMS', { text: `${await site.sha256('summed.bin')}  summed.bin\n` });
    site.set('summed.bin', { headers: { link: `<${mirror.url('summed.bin')}>; rel=duplicate` } });
    await stage.set({ sumSites: ['127.0.0.1'] });
    const task = await (await TaskRow.add(stage, site.url('summed.bin'))).in('done');
    await stage.set({ sumSites: [] });
    const day = dayOf(Date.now());
    expect(task.checked).toMatchObject({ from: 'sums', good: true });
    expect(mirror.log('summed.bin').requests).not.toEqual([]);
    expect(task.hosts).toEqual([host(site.origin), host(mirror.origin)]);
    expect(of(task, site.origin)).toMatchObject({ requests: sent(site, 'summed.bin', 'SHA256SUMS').requests });
    expect(of(task, mirror.origin)).toMatchObject({ requests: sent(mirror, 'summed.bin').requests, lastDay: day });
    const bytes = task.traffic.reduce((sum, one) => sum + one.bytes, 0);
    // What a connection that was given up still sent, the browser may have thrown away.
    expect(bytes).toBeGreaterThanOrEqual(size);
    expect(bytes).toBeLessThanOrEqual(sent(site, 'summed.bin', 'SHA256SUMS').bytes + sent(mirror, 'summed.bin').bytes);
  });

  it('counts where a redirect leads as one who saw it', async () => {
    const site = await siteFor({ files: { 'led.bin': { size } } });
    site.add('get', { redirect: { to: site.url('led.bin', site.otherOrigin) } });
    const task = await (await TaskRow.add(stage, site.url('get'))).in('done');
    expect(task.hosts).toEqual([host(site.origin), host(site.otherOrigin)]);
    expect(of(task, site.origin)).toMatchObject({ requests: sent(site, 'get').requests, bytes: 0 });
    expect(of(task, site.otherOrigin)).toMatchObject({ requests: sent(site, 'led.bin').requests, bytes: size });
  });

  it('knows a host that a redirect only passed through', async () => {
    const site = await siteFor({ files: { 'far.bin': { size } } });
    const between = await siteFor({ host: '127.0.0.2' });
    site.add('begin', { redirect: { to: between.url('pass') } });
    between.add('pass', { redirect: { to: site.url('far.bin', site.otherOrigin) } });
    const row = await TaskRow.add(stage, site.url('begin'));
    await row.in('done');
    const seen = [site.origin, between.origin, site.otherOrigin].map(host);
    await expect.poll(async () => (await row.task())?.hosts.toSorted(), { timeout: 20_000 }).toEqual(seen.toSorted());
    // It gave nothing but the way on: one request for each that began, and no byte.
    const asked = { requests: sent(between, 'pass').requests, bytes: 0 };
    expect(asked.requests).toBeGreaterThan(0);
    await expect.poll(async () => of(await row.task(), between.origin), { timeout: 20_000 }).toMatchObject(asked);
    expect(of(await row.task(), site.origin)).toMatchObject({ requests: sent(site, 'begin').requests, bytes: 0 });
  });

  it('knows the hosts that led on from a list of checksums, and where it lay', async () => {
    const site = await siteFor({ files: { 'listed.bin': { size: MiB } } });
    const between = await siteFor({ host: '127.0.0.2' });
    const lists = await siteFor({ host: '127.0.0.3' });
    site.add('SHA256SUMS', { redirect: { to: between.url('pass') } });
    between.add('pass', { redirect: { to: lists.url('sums') } });
    lists.add('sums', { text: `${await site.sha256('listed.bin')}  listed.bin\n` });
    await stage.set({ sumSites: ['127.0.0.1'] });
    const row = await TaskRow.add(stage, site.url('listed.bin'));
    const task = await row.in('done');
    await stage.set({ sumSites: [] });
    expect(task.checked).toMatchObject({ from: 'sums', good: true });
    const seen = [site.origin, lists.origin, between.origin].map(host).toSorted();
    await expect.poll(async () => (await row.task())?.hosts.toSorted(), { timeout: 20_000 }).toEqual(seen);
    const { bytes } = sent(lists, 'sums');
    await expect
      .poll(async () => of(await row.task(), between.origin), { timeout: 20_000 })
      .toMatchObject({ requests: 1, bytes: 0 });
    expect(of(await row.task(), lists.origin)).toMatchObject({ requests: 1, bytes });
    expect((await new Privacy(stage).call('witness.read', {})).mismatches).toEqual([]);
  });

  it('survives the browser’s death, and counts on', async () => {
    const site = await siteFor({ rate: MiB, files: { 'killed.bin': { size: 24 * MiB } } });
    const row = await TaskRow.add(stage, site.url('killed.bin'));
    await stage.until(async () => (of(await row.task(), site.origin)?.bytes ?? 0) > 2 * MiB, 'some is recorded');
    await stage.browser.kill9();
    await stage.relaunch();
    const before = of(await row.task(), site.origin);
    expect(before?.bytes).toBeGreaterThan(2 * MiB);
    expect(before?.bytes).toBeLessThanOrEqual(site.log('killed.bin').bytes);
    site.setRate(null);
    const after = of(await row.in('done'), site.origin);
    expect(after?.bytes).toBeGreaterThanOrEqual(24 * MiB);
    expect(after?.bytes).toBeLessThanOrEqual(site.log('killed.bin').bytes);
    expect(after?.requests).toBeLessThanOrEqual(site.log('killed.bin').requests.length);
  });
});
