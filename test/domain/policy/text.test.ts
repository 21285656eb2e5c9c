import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lastLine, type PolicyDocument } from '#domain/policy/document';
import { markdownOf } from '#domain/policy/markdown';
import { policy } from '#domain/policy/policy';
import { purposeIds } from '#domain/policy/purpose';
import { serviceLog } from '#domain/policy/service-log';
import { policyDocument } from '#domain/policy/text';
import { textOf } from '#domain/policy/texts';
import {
  hashOf,
  policyFiles,
  presentEdition,
  storedEditions,
  storedTexts,
} from '../../../scripts/steps/policy-files.ts';

const document = policyDocument();
const markdown = markdownOf(document);
const linesOf = (id: string): string[] =>
  document.sections
    .filter((section) => section.id === id)
    .flatMap(({ paragraphs, points }) => [...paragraphs, ...points]);

describe('the policy', () => {
  it('has a section for every purpose and for what a reader asks, each under its own id', () => {
    const ids = document.sections.map(({ id }) => id);
    const general = ['what', 'never', 'sources', 'service', 'ledger', 'rights', 'children', 'contact', 'changes'];
    expect(ids).toEqual([...general.slice(0, 3), ...purposeIds, ...general.slice(3)]);
  });

  it('CL15: its last line is version and effective date', () => {
    expect(markdown.trimEnd().split('\n').at(-1)).toBe('Version 1, effective 2027-02-01.');
    expect(lastLine(document)).toBe(`Version ${policy.current.version}, effective ${policy.current.effective}.`);
  });

  it('PT16: says from which age on, whom to ask, and from when it holds', () => {
    expect(linesOf('children').join(' ')).toContain('13 or younger');
    expect(linesOf('contact')).toHaveLength(1);
    expect(Date.parse(document.effective)).not.toBeNaN();
  });

  it('is plain text in whole sentences, that Markdown takes as it stands', () => {
    const texts = document.sections.flatMap(({ paragraphs, points, facts }) => [
      ...paragraphs,
      ...points,
      ...facts.flatMap(({ items }) => items),
    ]);
    expect(texts.filter((text) => !/^[^*_`<>\\[\]#!"']+[.:]$/.test(text))).toEqual([]);
  });

  it('names the fields that a service may log, and for how many days', () => {
    const facts = document.sections.find(({ id }) => id === 'service')?.facts ?? [];
    expect(facts.map(({ term, items }) => [term, items.length])).toEqual([
      [`Written down, for ${serviceLog.days} days`, Object.keys(serviceLog.fields).length],
    ]);
  });
});

describe('what is made of it', () => {
  it.each(Object.entries(policyFiles()))('%s is up to date (npm run policy)', (path, text) => {
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'missing').toBe(text);
  });

  it('the program carries the edition and the text that the registry makes, under one hash', () => {
    expect(policy.current).toEqual(presentEdition());
    const carried: PolicyDocument | null = textOf(policy.current.version);
    expect(carried).toEqual(document);
    expect(policy.current.hash).toBe(hashOf(carried!));
    expect(textOf(0)).toBeNull();
  });

  it('CL16: every edition is in the changelog, with its text as it was, numbered one by one', () => {
    const versions = storedEditions().map(({ version }) => version);
    expect(versions).toEqual(Array.from(versions, (_, index) => versions.length - index));
    expect(storedTexts().map((text) => [text.version, text.effective, hashOf(text)])).toEqual(
      storedEditions().map(({ version, effective, hash }) => [version, effective, hash]),
    );
    const changelog = readFileSync('CHANGELOG.md', 'utf8');
    expect(versions.filter((version) => !changelog.includes(`Privacy policy, edition ${version}`))).toEqual([]);
  });
});
