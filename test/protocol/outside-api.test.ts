import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outsideRequestSchema } from '#protocol/outside-api';

const parses = (message: unknown): boolean => outsideRequestSchema.safeParse(message).success;
const url = 'https://files.example.org/a.zip';
const adding = (...links: unknown[]) => ({ verb: 'add', links });

describe('what another extension may say', () => {
  it.each([
    ['a link', adding({ url })],
    ['a name and a page', adding({ url, name: 'b.zip', page: 'http://example.org/' })],
    ['a magnet link', adding({ url: 'magnet:?xt=urn:btih:dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c' })],
    ['a hundred', adding(...Array.from({ length: 100 }, () => ({ url })))],
  ])('%s', (_, message) => expect(parses(message)).toBe(true));

  it.each([
    ['nothing', undefined],
    ['no links', adding()],
    ['too many', adding(...Array.from({ length: 101 }, () => ({ url })))],
    ['another verb', { verb: 'list', links: [{ url }] }],
    ['something beside it', { ...adding({ url }), folder: '..' }],
    ['something beside a link', adding({ url, headers: { Cookie: 'a' } })],
    ['an id of its own', adding({ url, id: 'x' })],
    ['a file of this device', adding({ url: 'file:///etc/passwd' })],
    ['a script', adding({ url: 'javascript:alert(1)' })],
    ['bytes', adding({ url: 'data:text/plain,x' })],
    ['a page of an extension', adding({ url: 'chrome-extension://a/b' })],
    ['an endless address', adding({ url: `${url}?${'x'.repeat(8192)}` })],
    ['an empty name', adding({ url, name: '' })],
    ['a page that is none', adding({ url, page: 'about:blank' })],
    ['what is for our own pages', { to: 'engine', verb: 'task.remove', request: { id: 'a' } }],
  ])('not %s', (_, message) => expect(parses(message)).toBe(false));

  it('nor anything at all that is not this', () => {
    fc.assert(fc.property(fc.anything(), (message) => !parses(message)));
  });
});
