import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOnSites } from '#domain/source/site';
import { normalizeSite } from '#domain/source/takeover';

describe('normalizeSite', () => {
  test.each<[text: string, host: string]>([
    ['x.org', 'x.org'],
    ['  X.Org  ', 'x.org'],
    ['https://www.x.org/path?a#b', 'www.x.org'],
    ['http://x.org:8080', 'x.org'],
    ['x.org:8080/path', 'x.org'],
    ['*.x.org', 'x.org'],
    ['https://*.x.org/*', 'x.org'],
    ['.x.org', 'x.org'],
    ['x.org.', 'x.org'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['localhost', 'localhost'],
    ['under_score.x.org', 'under_score.x.org'],
    ['192.168.0.1', '192.168.0.1'],
    ['http://[::1]:80/', '[::1]'],
  ])('%j means %s', (text, host) => {
    expect(normalizeSite(text)).toBe(host);
  });

  test.each([
    '',
    '   ',
    'two words',
    '*',
    '*.',
    'x..org',
    'a@x.org',
    'mailto:a@x.org',
    'https://user:pw@x.org',
    'ftp://x.org',
    'file:///x',
    'javascript:alert(1)',
    '://',
    '/path',
    'https:///path',
    'x.*.org',
  ])('%j names no host', (text) => {
    expect(normalizeSite(text)).toBeNull();
  });

  test('is idempotent, and takes any host of an address', () => {
    fc.assert(
      fc.property(fc.webUrl(), (address) => {
        const host = normalizeSite(address);
        expect(host).toBe(new URL(address).hostname);
        expect(normalizeSite(host ?? '')).toBe(host);
      }),
    );
  });
});

describe('isOnSites', () => {
  test.each<[address: string, site: string]>([
    ['https://x.org/a', 'x.org'],
    ['https://a.b.x.org/a', 'x.org'],
    ['http://x.org:8080', 'x.org'],
    ['https://x.org./a', 'x.org'],
    ['https://X.ORG', 'https://x.org/'],
    ['https://bücher.example', 'xn--bcher-kva.example'],
  ])('%s is on %s', (address, site) => {
    expect(isOnSites([address], ['other.net', site])).toBe(true);
  });

  test.each<[address: string, site: string]>([
    ['https://notx.org', 'x.org'],
    ['https://x.org.evil.net', 'x.org'],
    ['https://x.org', 'www.x.org'],
    ['https://other.net/x.org', 'x.org'],
    ['not an address', 'x.org'],
    ['https://x.org', 'two words'],
    ['https://x.org', ''],
  ])('%s is not on %j', (address, site) => {
    expect(isOnSites([address], [site])).toBe(false);
  });

  test('one of several addresses is enough', () => {
    expect(isOnSites(['https://a.net', '', 'https://x.org'], ['x.org'])).toBe(true);
  });
});
