import { describe, expect, it } from 'vitest';
import { isSharable } from '#domain/mirror/sharable';

describe('an address may be in the index', () => {
  it.each(['https://mirror.example/a/b.iso', 'https://mirror.example:8443/b.iso', 'https://xn--bcher-kva.example/f'])(
    '%s',
    (address) => {
      expect(isSharable(address)).toBe(true);
    },
  );
});

describe('an address may not be in the index', () => {
  it.each([
    ['unencrypted', 'http://mirror.example/f'],
    ['another scheme', 'ftp://mirror.example/f'],
    ['a query', 'https://mirror.example/f?session=1'],
    ['an empty query', 'https://mirror.example/f?'],
    ['a fragment', 'https://mirror.example/f#x'],
    ['a password', 'https://u:p@mirror.example/f'],
    ['a user', 'https://u@mirror.example/f'],
    ['this device', 'https://localhost/f'],
    ['a bare number', 'https://192.168.1.1/f'],
    ['a number in disguise', 'https://3232235777/f'],
    ['IPv6', 'https://[::1]/f'],
    ['one word', 'https://printer/f'],
    ['mDNS', 'https://printer.local/f'],
    ['a final dot', 'https://printer.local./f'],
    ['an inner network', 'https://files.corp/f'],
    ['too long', `https://mirror.example/${'f'.repeat(500)}`],
    ['none', 'mirror.example/f'],
  ])('%s', (_, address) => {
    expect(isSharable(address)).toBe(false);
  });
});
