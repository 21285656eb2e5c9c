import { describe, expect, it } from 'vitest';
import { hostLimitOf } from '#domain/limit/host-limit';
import { nothingShared } from '#domain/swarm/sharing';
import { swarmOfMagnet } from '#domain/swarm/new-swarm';
import { newTask } from '#domain/task/new-task';
import type { Task } from '#domain/task/task';
import { Shares } from '#engine/shares';
import { FeedSeeds, mostConnections } from '#engine/swarm/feed-seeds';

const limit = hostLimitOf({ connectionsPerHost: 4, hostRules: [] });
/** Opens connections until none is to be had. @returns the addresses, one a connection */
function open(seeds: FeedSeeds): string[] {
  const urls: string[] = [];
  for (let seed = seeds.pick(0); seed !== null && urls.length < 100; seed = seeds.pick(0)) {
    seed.connections++;
    urls.push(seed.url);
  }
  return urls;
}

describe('web seeds', () => {
  it('of one host share its connections, and of one domain where a rule counts its hosts as one', () => {
    const seeds = ['https://a.test/1', 'https://a.test/2', 'https://b.test/1'];
    const urls = open(new FeedSeeds(seeds, limit));
    expect(Map.groupBy(urls, (url) => new URL(url).host).get('a.test')?.length).toBe(4);
    expect(urls.length).toBe(8);
    const rule = { host: 'x.test', connections: 3, speedLimit: null };
    const grouped = hostLimitOf({ connectionsPerHost: 4, hostRules: [rule] });
    expect(open(new FeedSeeds(['https://a.x.test/1', 'https://b.x.test/1'], grouped)).length).toBe(3);
  });

  it('have no more connections to a host than a browser has without cookies', () => {
    expect(open(new FeedSeeds(['https://a.test/1'], () => ({ group: 'a', most: 20 }))).length).toBe(6);
  });

  it('are asked once each before any is asked again; then the fastest first, and none that is to be left alone', () => {
    const seeds = new FeedSeeds(['https://slow.test/1', 'https://fast.test/1', 'https://bad.test/1'], limit);
    expect(new Set(open(seeds).slice(0, 3)).size).toBe(3);
    const [slow, fast, bad] = seeds.all;
    Object.assign(slow!, { connections: 0, brought: 10, busy: 10 });
    Object.assign(fast!, { connections: 3, brought: 90, busy: 10 });
    Object.assign(bad!, { connections: 0, brought: 999, busy: 1, trouble: { code: 'stalled', until: 50 } });
    expect([seeds.pick(0), seeds.pick(51)]).toEqual([fast, bad]);
    expect([seeds.connections, seeds.isOver]).toEqual([3, false]);
  });

  it('have twelve connections together, and fewer where pieces are so large that they would fill the memory', () => {
    const MiB = 2 ** 20;
    expect([16 * 1024, 8 * MiB, 16 * MiB, 64 * MiB, 256 * MiB].map(mostConnections)).toEqual([12, 12, 6, 1, 1]);
  });
});

it('a host’s connections are divided between downloads and torrents that it is a web seed of', () => {
  const told = new Map<string, number>();
  const shares = new Shares((id, connections) => told.set(id, connections));
  const source = { url: 'https://a.test/x', finalUrl: null, referrer: null, page: null };
  const task = (id: string, more: Partial<Task>): Task =>
    newTask({ id, serial: 1, addedAt: 1, source, state: { kind: 'active' }, ...more });
  const magnet = { infoHash: 'ab'.repeat(20), name: null, trackers: [] };
  const swarm = swarmOfMagnet({ ...magnet, webSeeds: ['https://a.test/1', 'https://a.test/2', 'https://b.test/1'] });
  const torrent = task('torrent', { swarm: { ...swarm, ...nothingShared, agreed: true } });
  const most = (url: string): number => shares.ofSeed('torrent', new URL(url), limit).most;
  shares.divide([task('plain', {}), torrent], [], limit);
  expect([told.get('plain'), most('https://a.test/2'), most('https://b.test/1')]).toEqual([2, 2, 4]);
  shares.divide([torrent], [], limit);
  expect(most('https://a.test/1')).toBe(4);
});
