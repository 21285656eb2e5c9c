import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64, toBase64 } from '#domain/base64';

it('is what everybody else calls base64', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
});

it.each(['A', 'AA', 'AAA', 'AAAAA', 'AB==', 'AA=', 'A===', 'AAAA=', '-_==', 'A A=', 'AA==AA=='])(
  '%s is none',
  (text) => {
    expect(fromBase64(text)).toBeNull();
  },
);
