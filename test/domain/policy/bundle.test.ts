import { describe, expect, it } from 'vitest';
import { bundleSchema, signedBundleSchema, type Bundle } from '#domain/notice/bundle';
import { hash } from './editions.ts';

const bytes = (count: number): string => Buffer.alloc(count, 7).toString('base64');
const bundle: Bundle = {
  number: 1,
  expires: '2027-03-01',
  region: 'Falkenstein, Germany',
  latest: '0.1.0',
  policy: { version: 1, hash: hash(1), text: 'Line one.\nLine two.' },
  notices: [{ id: 'a-1', kind: 'security', day: '2027-02-01', title: 'Update', text: 'Version 0.1.1 mends it.' }],
  mirrors: { mode: 'snapshot', prefixBits: 6, snapshot: hash(2) },
  tokenKey: bytes(32),
  tokenWork: 20,
};

const withText = (text: string): unknown => ({ ...bundle, notices: [{ ...bundle.notices[0], text }] });

describe('a bundle of notices', () => {
  it('is data', () => {
    expect(bundleSchema.parse(bundle)).toEqual(bundle);
    const signed = { signed: JSON.stringify(bundle), signature: bytes(64), keys: [] };
    expect(signedBundleSchema.parse(signed)).toEqual(signed);
    expect(signedBundleSchema.safeParse({ ...signed, signed: `${signed.signed}}` }).success).toBe(false);
  });

  it.each<[string, unknown]>([
    ['script', withText('<script>alert(1)</script>')],
    ['markup', withText('see <a href=x>here</a>')],
    ['a control character', withText('a\u0000b')],
    ['a text without end', withText('a'.repeat(2001))],
    ['a field more', { ...bundle, run: 'x' }],
    ['a field more in a notice', { ...bundle, notices: [{ ...bundle.notices[0], link: 'https://x.test' }] }],
    ['a field less', { ...bundle, expires: undefined }],
    ['a version that is none', { ...bundle, latest: 'latest' }],
    ['a number that cannot grow', { ...bundle, number: 0.5 }],
    ['a key of another size', { ...bundle, tokenKey: bytes(31) }],
    ['a day that is none', { ...bundle, expires: '2027-02-30' }],
  ])('with %s is refused', (_, bad) => {
    expect(bundleSchema.safeParse(bad).success).toBe(false);
    const signed = { signed: JSON.stringify(bad), signature: bytes(64), keys: [] };
    expect(signedBundleSchema.safeParse(signed).success).toBe(false);
  });
});
