import { describe, expect, it } from 'vitest';
import type { PolicyDocument, Section } from '#domain/policy/document';
import { changedPurposes, isMaterial } from '#domain/policy/edition';
import { changesBetween } from '#domain/policy/history';
import { policyDocument } from '#domain/policy/text';
import { changed, edition, first, reworded } from './editions.ts';

const section = (id: string, ...paragraphs: string[]): Section => ({
  id,
  title: id,
  note: '',
  binding: 'words',
  promises: [],
  paragraphs,
  points: [],
  facts: [{ term: 'When', items: ['Daily.'], code: '' }],
});
const document = (...sections: Section[]): PolicyDocument => ({
  title: 'P',
  version: 1,
  effective: '2027-01-01',
  sections,
});

describe('two editions', () => {
  it('compared clause by clause: what came, what went, what changed', () => {
    const before = document(section('a', 'Same.'), section('b', 'Old.', 'Kept.'), section('gone', 'Bye.'));
    const after = document(section('new', 'Hello.'), section('a', 'Same.'), section('b', 'Kept.', 'New.'));
    expect(changesBetween(before, after)).toEqual([
      { id: 'new', title: 'new', kind: 'added', gone: [], come: ['new', 'Hello.', 'When: Daily.', 'Promises: '] },
      { id: 'b', title: 'b', kind: 'changed', gone: ['Old.'], come: ['New.'] },
      { id: 'gone', title: 'gone', kind: 'removed', gone: ['gone', 'Bye.', 'When: Daily.', 'Promises: '], come: [] },
    ]);
  });

  it('a change of any part of a clause is shown, also of its order alone', () => {
    const before = section('a', 'One.', 'Two.');
    const parts: Partial<Section>[] = [
      { title: 'b' },
      { note: 'Not yet.' },
      { promises: ['AP1'] },
      { points: ['P.'] },
      { facts: [{ term: 'When', items: ['Weekly.'], code: '' }] },
      { facts: [{ term: 'When', items: ['Daily.'], code: '{}' }] },
      { paragraphs: ['Two.', 'One.'] },
    ];
    for (const part of parts) {
      expect(changesBetween(document(before), document({ ...before, ...part })), JSON.stringify(part)).toHaveLength(1);
    }
  });

  it('that are the same differ in nothing', () => {
    expect(changesBetween(policyDocument(), policyDocument())).toEqual([]);
  });
});

describe('a change is material', () => {
  it('when something else is said of a purpose that was there', () => {
    expect(isMaterial(first, reworded)).toBe(false);
    expect(isMaterial(first, changed)).toBe(true);
    expect(changedPurposes(first, changed)).toEqual(['statistics']);
  });

  it('when less is promised than before, or more allowed', () => {
    expect(isMaterial(first, edition(2, { terms: 2 }))).toBe(true);
    expect(isMaterial(edition(2, { terms: 2 }), edition(3, { terms: 2 }))).toBe(false);
  });

  it('but not when a purpose is new, for it is off; nor when one is gone', () => {
    const { statistics: _, ...others } = first.clauses;
    expect(isMaterial({ ...first, clauses: others }, edition(2))).toBe(false);
    expect(isMaterial(first, { ...edition(2), clauses: others })).toBe(false);
  });
});
