import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen, nameBy, openMask, readMask, type MaskFacts } from '#domain/add/mask';
import { openMaskSchema } from '#domain/add/open-mask';
import { sanitizeFilename, sanitizeFolder } from '#domain/task/sanitize';

const facts: MaskFacts = { text: 'At the / lake', index: 7, site: 'example.org', page: 'Holidays', date: '2026-11-28' };
const opened = (text: string, more: Partial<MaskFacts> = {}) => {
  const mask = readMask(text);
  if ('wrong' in mask) throw new Error(`${text} is wrong`);
  return openMask(mask, { ...facts, ...more });
};
const named = (text: string, name = 'photo 7.tar.gz', more: Partial<MaskFacts> = {}) =>
  nameBy(opened(text, more), name);

describe('a mask for names', () => {
  it.each<[string, string, string]>([
    ['{name}.{ext}', '', 'photo 7.tar.gz'],
    ['{index:3} {name}.{ext}', '', '007 photo 7.tar.gz'],
    ['{index}.{ext}', '', '7.tar.gz'],
    ['{site}/{date}/{text}.{ext}', 'example.org/2026-11-28', 'At the _ lake.tar.gz'],
    ['{page} - plain.bin', '', 'Holidays - plain.bin'],
    ['../../{name}', '', 'photo 7.tar.gz'],
    ['{name}/', 'photo 7', 'photo 7.tar.gz'],
  ])('%s: %s / %s', (mask, folder, name) => {
    expect(named(mask)).toEqual({ folder, name });
  });

  it.each<[string, string, string]>([
    ['{page} {index}', 'set.zip', 'Holidays 7.zip'],
    ['{text}', 'a.pdf', 'At the _ lake.pdf'],
    ['{index} v1.5', 'a.7z', '7 v1.5.7z'],
    ['{ext}/{index}', 'a.zip', '7.zip'],
    ['{index}.jpg', 'a.zip', '7.jpg'],
    ['{index}', 'README', '7'],
    ['{name}.{ext}', 'README', 'README'],
  ])('%s of %s is %s: where the mask has no ending, the server’s is taken', (mask, server, name) => {
    expect(named(mask, server).name).toBe(name);
  });

  it('an ending that the text of the link has already is not doubled; one that is another’s is followed by the server’s', () => {
    expect(named('{index} {text}', 'x.pdf', { text: 'report.PDF' }).name).toBe('7 report.PDF');
    expect(named('{index} {text}', 'x.zip', { text: 'report.pdf' }).name).toBe('7 report.pdf.zip');
  });

  it('says whether the server has a word in it, and can be stored', () => {
    expect(isOpen(opened('{page} {index}'))).toBe(true);
    expect(isOpen(opened('{index}.{ext}'))).toBe(true);
    expect(isOpen(opened('{index}.jpg'))).toBe(false);
    const mask = opened('{page}/{index:2} {name}');
    expect(openMaskSchema.parse(JSON.parse(JSON.stringify(mask)))).toEqual(mask);
  });

  it.each(['{nothing}', '{', 'a}', '{name:3}', '{index:0}', '{}'])('%s is wrong, and says so', (mask) => {
    expect(readMask(mask)).toHaveProperty('wrong');
  });

  it('never gives what cannot be saved, whatever page, link and server say', () => {
    const any = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(any, any, any, (page, text, name) => {
        const made = named('{page}/{text}{name}.{ext}', name, { page, text });
        expect(sanitizeFilename(made.name).name).toBe(made.name);
        expect(sanitizeFolder(made.folder)).toBe(made.folder);
        expect(made.folder).not.toContain('/');
      }),
    );
  });
});
