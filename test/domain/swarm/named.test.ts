import { describe, expect, it } from 'vitest';
import { namedBeyond, namedByBoth, namedSchema, namesNobody, nobodyNamed, readNamed } from '#domain/swarm/named';
import { mostTrackers } from '#domain/swarm/torrent-limits';

const known = { trackers: ['wss://a.test'], webSeeds: ['https://a.test/f'] };

describe('whom a torrent names', () => {
  it('what a second link adds is what is not known', () => {
    const more = { trackers: ['wss://a.test', 'wss://b.test'], webSeeds: ['https://a.test/f'] };
    expect(namedBeyond(known, more)).toEqual({ trackers: ['wss://b.test'], webSeeds: [] });
    expect(namesNobody(namedBeyond(known, known))).toBe(true);
    expect(namedByBoth(known, more)).toEqual({ ...known, trackers: ['wss://a.test', 'wss://b.test'] });
  });

  it('never more than a torrent may have', () => {
    const trackers = Array.from({ length: 300 }, (_, index) => `wss://t${index}.test`);
    const all = namedByBoth(known, { trackers, webSeeds: [] });
    expect([all.trackers.length, all.trackers[0]]).toEqual([mostTrackers, 'wss://a.test']);
  });

  it.each([
    [' wss://t.test/announce ', { trackers: ['wss://t.test/announce'], webSeeds: [] }],
    ['https://s.test/file.iso', { trackers: [], webSeeds: ['https://s.test/file.iso'] }],
    ['udp://t.test:1', null],
    ['wss://', null],
    ['https://me:secret@s.test/', null],
    ['file.iso', null],
    ['', null],
  ])('%j is read', (text, named) => expect(readNamed(text)).toEqual(named));

  it('what is no address does not pass the boundary', () => {
    expect(namedSchema.safeParse(known).success).toBe(true);
    expect(namedSchema.safeParse({ ...nobodyNamed, trackers: ['wss://'] }).success).toBe(false);
    expect(namedSchema.safeParse({ ...nobodyNamed, webSeeds: ['ftp://a.test/'] }).success).toBe(false);
  });
});
