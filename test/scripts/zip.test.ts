import { strFromU8, strToU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Packed, zipOf } from '../../scripts/steps/zip.ts';

const file = (path: string, text: string, executable = false): Packed => ({ path, bytes: strToU8(text), executable });
const some = [file('b/z.js', 'let z'), file('a.txt', 'words'), file('b/a.sh', 'true', true)];

/** Names in the order in which they lie in a zip file. */
const namesIn = (zip: Uint8Array): string[] => Object.keys(unzipSync(zip));

describe('a package', () => {
  it('has what was packed', () => {
    const files = unzipSync(zipOf(some));
    expect(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([
      ['a.txt', 'words'],
      ['b/a.sh', 'true'],
      ['b/z.js', 'let z'],
    ]);
  });

  it('is the same, in whatever order its files were found', () => {
    const orders = fc.shuffledSubarray(some, { minLength: some.length });
    fc.assert(fc.property(orders, (files) => Buffer.compare(zipOf(files), zipOf(some)) === 0));
    expect(namesIn(zipOf(some.toReversed()))).toEqual(['a.txt', 'b/a.sh', 'b/z.js']);
  });

  it('has one time in it, and that a program is one', () => {
    const zip = zipOf(some);
    const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
    const entries = [...zip.keys()].filter(
      (at) => at + 46 <= zip.length && view.getUint32(at, true) === 0x02014b50, // a file's header in the directory
    );
    expect(entries.map((at) => view.getUint32(at + 12, true))).toEqual([0x00210000, 0x00210000, 0x00210000]); // 1980-01-01 00:00
    expect(entries.map((at) => view.getUint32(at + 38, true) >>> 16)).toEqual([0o100644, 0o100755, 0o100644]);
  });

  it('takes no two files of one name', () => {
    expect(() => zipOf([file('a', '1'), file('a', '2')])).toThrow('a is packed twice');
  });
});
