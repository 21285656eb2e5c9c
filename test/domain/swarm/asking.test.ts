import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#domain/settings/settings';
import { asksBefore, trackerHosts } from '#domain/swarm/asking';

const trackers = ['wss://b.test/announce', 'ws://a.test:8000', 'udp://c.test:1', 'wss://a.test/x'];

describe('whether a torrent asks before it contacts anybody', () => {
  it('counts the trackers that would be contacted, each host once', () => {
    expect(trackerHosts(trackers)).toEqual(['a.test', 'b.test']);
  });

  it.each([
    ['as installed', {}, true],
    ['all of its trackers are known', { knownTrackers: ['a.test', 'b.test', 'z.test'] }, false],
    ['one of them is not', { knownTrackers: ['a.test'] }, true],
    ['none is to ask', { askForPeers: false }, false],
  ])('%s', (_what, change, asks) =>
    expect(asksBefore({ trackers, webSeeds: [] }, { ...defaultSettings, ...change })).toBe(asks),
  );

  it('one without a tracker is asked about, whatever trackers are known', () => {
    expect(
      asksBefore({ trackers: ['udp://a.test'], webSeeds: [] }, { ...defaultSettings, knownTrackers: ['a.test'] }),
    ).toBe(true);
  });

  it('about the server by which peers find a way, too', () => {
    const known = { ...defaultSettings, peerServer: 'stun:s.test:3478', knownTrackers: ['a.test', 'b.test'] };
    expect(asksBefore({ trackers, webSeeds: [] }, known)).toBe(true);
    expect(asksBefore({ trackers, webSeeds: [] }, { ...known, knownTrackers: ['a.test', 'b.test', 's.test'] })).toBe(
      false,
    );
  });

  it('about a web server that it names, too', () => {
    const known = { ...defaultSettings, knownTrackers: ['a.test', 'b.test'] };
    const swarm = { trackers: ['wss://a.test'], webSeeds: ['http://b.test/f'] };
    expect(asksBefore(swarm, known)).toBe(false);
    expect(asksBefore({ ...swarm, webSeeds: ['http://b.test/f', 'http://c.test/f'] }, known)).toBe(true);
  });
});
