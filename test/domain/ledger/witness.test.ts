import { describe, expect, it } from 'vitest';
import type { Outcome, StoredEntry } from '#domain/ledger/entry';
import { isRecordOf, mayBeOfTask, placeOf, placesOfTask } from '#domain/ledger/witness';
import { swarmOfMagnet } from '#domain/swarm/new-swarm';
import { task } from '../../ui/tasks.ts';

const entry = (more: Partial<StoredEntry> = {}): StoredEntry => ({
  id: 1,
  at: 1,
  purpose: 'statistics',
  call: 'report',
  version: 1,
  clauseHash: null,
  host: 'service.test',
  request: { method: 'POST', path: '/perseid/v1/statistics', body: '{"a":1}' },
  size: 0,
  task: null,
  outcome: { kind: 'begun' },
  ...more,
});
const request = { url: 'https://service.test/perseid/v1/statistics', method: 'POST', body: '{"a":1}' };

describe('an entry of the ledger is of a request', () => {
  it('to its host and its very path, by its method, with its very body', () => {
    expect(isRecordOf(entry(), request)).toBe(true);
    const asked = { method: 'GET' as const, path: '/v1/mirrors/some?prefix=3f', body: null };
    const own = { host: '127.0.0.1:8080', request: asked };
    const seen = { url: 'http://127.0.0.1:8080/v1/mirrors/some?prefix=3f', method: 'GET', body: null };
    expect(isRecordOf(entry(own), seen)).toBe(true);
  });

  it.each([
    ['another path that ends in the same way', { url: 'https://service.test/you/perseid/v1/statistics' }],
    ['a query more', { url: `${request.url}?you=1` }],
    ['another host', { url: 'https://other.test/perseid/v1/statistics' }],
    ['another port', { url: 'https://service.test:8443/perseid/v1/statistics' }],
    ['no encryption', { url: 'http://service.test/perseid/v1/statistics' }],
    ['a socket', { url: 'wss://service.test/perseid/v1/statistics' }],
    ['another method', { method: 'PUT' }],
    ['a field more in its body', { body: '{"a":1,"you":1}' }],
    ['no body', { body: null }],
  ])('and of none with %s', (_, other) => {
    expect(isRecordOf(entry(), { ...request, ...other })).toBe(false);
  });

  it.each<Outcome>([
    { kind: 'refused', because: 'no-grant' },
    { kind: 'deferred', because: 'busy' },
    { kind: 'dropped', because: 'busy' },
  ])('and none at all is what was $kind', (outcome) => {
    expect(isRecordOf(entry({ outcome }), request)).toBe(false);
  });

  it('nor what was nothing that a call may send', () => {
    expect(isRecordOf(entry({ request: null }), request)).toBe(false);
  });
});

describe('a request of a task', () => {
  const swarm = {
    ...swarmOfMagnet({
      infoHash: 'ab'.repeat(20),
      name: null,
      trackers: ['wss://tracker.test/announce', 'udp://tracker.test:9'],
      webSeeds: ['https://web.test/files/', 'no address'],
    }),
    agreed: true,
  };

  it('goes to its hosts and addresses, with their ports', () => {
    const places = placesOfTask(task({ hosts: ['cdn.test:8080'] }));
    expect(places).toContain('cdn.test:8080');
    expect(places).toContain('example.org');
    expect(places).toContain(placeOf('https://example.org/any/path'));
  });

  it('goes to the web seeds that a torrent names, and opens a socket to its trackers, once the user has agreed; to nobody else', () => {
    const places = placesOfTask(task({ hosts: ['seed.test'], swarm }));
    expect(places).toContain('web.test');
    expect(placesOfTask(task({ swarm: { ...swarm, agreed: false } }))).not.toContain('web.test');
    expect(places).toContain(placeOf('wss://tracker.test/announce'));
    expect(places).not.toContain(placeOf('ws://tracker.test/announce'));
    // A host that gives bytes is not to be spoken with by a socket, nor a tracker by fetch.
    expect(places).not.toContain(placeOf('wss://seed.test/'));
    expect(places).not.toContain(placeOf('https://tracker.test/'));
    expect(placesOfTask(task({ swarm: { ...swarm, agreed: false } }))).not.toContain('wss://tracker.test');
  });

  it('sends nothing along', () => {
    expect(mayBeOfTask({ ...request, method: 'GET', body: null })).toBe(true);
    expect(mayBeOfTask({ ...request, method: 'POST', body: null })).toBe(false);
    expect(mayBeOfTask({ ...request, method: 'GET', body: '' })).toBe(false);
  });
});
