import { describe, expect, it } from 'vitest';
import type { Binding, PolicyDocument, Section } from '#domain/policy/document';
import { easedTerms } from '#domain/policy/terms';
import { policyDocument } from '#domain/policy/text';
import { storedEditions, storedTexts } from '../../../scripts/steps/policy-files.ts';

const section = (binding: Binding, more: Partial<Section> = {}): Section => ({
  id: 'clause',
  title: 'A clause',
  note: '',
  binding,
  promises: ['AP1'],
  paragraphs: ['One.', 'Two.'],
  points: ['A point.'],
  facts: [{ term: 'Kept', items: ['3 days.'], code: 'GET /' }],
  ...more,
});
const document = (...sections: Section[]): PolicyDocument => ({
  title: 'P',
  version: 1,
  effective: '2027-01-01',
  sections,
});
const between = (from: Section[], to: Section[]): string[] => easedTerms(document(...from), document(...to));

describe('what an edition gives up, or takes', () => {
  /** What may change of a clause, and for which kinds of clauses that has to be accepted anew. */
  const changes: [string, Partial<Section>, Binding[]][] = [
    ['nothing', {}, []],
    ['its title', { title: 'Other' }, []],
    ['its note', { note: 'Not yet.' }, []],
    ['an example', { facts: [{ term: 'Kept', items: ['3 days.'], code: 'GET /else' }] }, []],
    ['the order', { paragraphs: ['Two.', 'One.'] }, []],
    ['a promise more', { promises: ['AP1', 'AP2'] }, []],
    ['a line more', { points: ['A point.', 'Another.'] }, ['grant', 'limit']],
    ['a line less', { paragraphs: ['One.'] }, ['promise', 'grant', 'limit']],
    ['other words', { points: ['The point.'] }, ['promise', 'grant', 'limit']],
    ['a longer time', { facts: [{ term: 'Kept', items: ['30 days.'], code: '' }] }, ['promise', 'grant', 'limit']],
    ['a looser binding', { binding: 'words', points: [] }, ['promise', 'grant', 'limit']],
  ];
  const kinds = ['words', 'promise', 'grant', 'limit'] as const;
  const cases = changes.flatMap(([what, change, eased]) =>
    kinds.map((kind): [string, Binding, string, Partial<Section>, string[]] => [
      what,
      kind,
      eased.includes(kind) ? 'material' : 'not material',
      change,
      eased.includes(kind) ? ['clause'] : [],
    ]),
  );

  it.each(cases)('%s, of a clause of the kind “%s”, is %s', (_what, kind, _is, change, eased) => {
    expect(between([section(kind)], [section(kind, change)])).toEqual(eased);
  });

  it('a promise that is stated nowhere any more; one that moved is none', () => {
    const other = section('words', { id: 'other', promises: [] });
    expect(between([section('words'), other], [section('words', { promises: [] }), other])).toEqual(['AP1']);
    const moved = { ...other, promises: ['AP1'] };
    expect(between([section('words'), other], [section('words', { promises: [] }), moved])).toEqual([]);
    // That it is kept elsewhere is no help to who has granted this.
    expect(between([section('grant'), other], [section('grant', { promises: [] }), moved])).toEqual(['AP1']);
  });

  it('a whole clause that is gone, or new; but not of a purpose, which is off until it is granted', () => {
    const kept = section('words', { id: 'kept' });
    const eased = (binding: Binding): string[][] => [
      between([section(binding), kept], [kept]),
      between([kept], [section(binding), kept]),
    ];
    expect(eased('words')).toEqual([[], []]);
    expect(eased('promise')).toEqual([['clause'], []]);
    expect(eased('grant')).toEqual([[], []]);
    expect(eased('limit')).toEqual([['clause'], ['clause']]);
  });

  it('nothing, where it is the same', () => {
    expect(easedTerms(policyDocument(), policyDocument())).toEqual([]);
  });

  it('of the real policy: each clause that promises something binds', () => {
    const text = policyDocument();
    for (const { id, points } of text.sections.filter(({ binding }) => binding !== 'words')) {
      const sections = text.sections.map((one) =>
        one.id !== id ? one : { ...one, paragraphs: one.paragraphs.slice(1), points: points.slice(1) },
      );
      expect(easedTerms(text, { ...text, sections }), id).toEqual([id]);
    }
    const loose = text.sections.filter(({ binding }) => binding === 'words').map(({ id }) => id);
    expect(loose).toEqual(['what', 'contact']);
  });
});

it('every edition that this program carries has the terms that its text comes to', () => {
  const [editions, texts] = [storedEditions().toReversed(), storedTexts().toReversed()];
  let terms = 1;
  for (const [index, text] of texts.entries()) {
    const before = texts[index - 1];
    if (before && easedTerms(before, text).length > 0) terms = text.version;
    expect(editions[index]?.terms, `edition ${text.version}`).toBe(terms);
  }
});
