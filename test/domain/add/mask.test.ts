import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameBy, readMask, type MaskFacts } from '#domain/add/mask';
import { sanitizeFilename, sanitizeFolder } from '#domain/task/sanitize';

const facts: MaskFacts = {
  name: 'photo 7.tar.gz',
  text: 'At the / lake',
  index: 7,
  site: 'example.org',
  page: 'Holidays',
  date: '2026-11-28',
};
const named = (text: string, more: Partial<MaskFacts> = {}) => {
  const mask = readMask(text);
  return 'wrong' in mask ? mask : nameBy(mask, { ...facts, ...more });
};

describe('a mask for names', () => {
  it.each<[string, string, string]>([
    ['{name}.{ext}', '', 'photo 7.tar.gz'],
    ['{index:3} {name}.{ext}', '', '007 photo 7.tar.gz'],
    ['{index}.{ext}', '', '7.tar.gz'],
    ['{site}/{date}/{text}.{ext}', 'example.org/2026-11-28', 'At the _ lake.tar.gz'],
    ['{page} - plain.bin', '', 'Holidays - plain.bin'],
    ['../../{name}', '', 'photo 7'],
    ['{name}/', 'photo 7', 'download'],
  ])('%s: %s / %s', (mask, folder, name) => {
    expect(named(mask)).toEqual({ folder, name });
  });

  it('a name without an ending leaves no point behind', () => {
    expect(named('{name}.{ext}', { name: 'README' })).toEqual({ folder: '', name: 'README' });
  });

  it.each(['{nothing}', '{', 'a}', '{name:3}', '{index:0}', '{}'])('%s is wrong, and says so', (mask) => {
    expect(named(mask)).toHaveProperty('wrong');
  });

  it('never gives what cannot be saved, whatever page and link say', () => {
    const any = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(any, any, any, (page, text, name) => {
        const made = named('{page}/{text}{name}.{ext}', { page, text, name }) as { folder: string; name: string };
        expect(sanitizeFilename(made.name).name).toBe(made.name);
        expect(sanitizeFolder(made.folder)).toBe(made.folder);
        expect(made.folder).not.toContain('/');
      }),
    );
  });
});
