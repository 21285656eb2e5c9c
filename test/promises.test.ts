import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { policyDocument } from '#domain/policy/text';
import { root, sourcesIn } from './architecture/source.ts';
import { promisesIn, provenBy, unkept } from './support/promises.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const promises = promisesIn(read('docs/promises.md'));
const open = JSON.parse(read('test/promises-open.json')) as Record<string, string>;
const proven = new Set(sourcesIn('test').flatMap(provenBy));

it('every promise is proven by a test that carries its id, or says why not yet', () => {
  expect(promises).toHaveLength(83);
  expect(unkept(promises, proven, open)).toEqual([]);
  console.info(`promises: ${proven.size} proven, ${Object.keys(open).length} open`);
});

it('the policy states promises of the list only', () => {
  const stated = policyDocument().sections.flatMap((section) => section.promises);
  expect(stated.length).toBeGreaterThan(0);
  expect(stated.filter((id) => !promises.includes(id))).toEqual([]);
});

it('what is wrong with a list is seen', () => {
  const reason = 'It is not built.';
  expect(unkept(['BC1', 'BC2'], new Set(['BC1']), { BC2: reason })).toEqual([]);
  expect(unkept(['BC1'], new Set(), {})).toEqual(['BC1 has neither test nor reason']);
  expect(unkept(['BC1'], new Set(['BC1']), { BC1: reason })).toHaveLength(1);
  expect(unkept(['BC1'], new Set(['BC1', 'BC9']), {})).toEqual(['BC9 is no promise of docs/promises.md']);
  expect(unkept(['BC1'], new Set(['BC1']), { CS9: reason })).toHaveLength(1);
  expect(unkept(['BC1', 'BC1'], new Set(['BC1']), {})).toEqual(['BC1 is in the list twice']);
  expect(unkept(['BC1'], new Set(), { BC1: 'later' })).toEqual(['BC1 has no real reason']);
});

it('ids are read from the names of tests, and from nothing else', () => {
  const text = `
    it('BC1: one', f);
    it.each(table)('CS2, PT3: %s', f);
    test(\`AP1: \${name}\`, f);
    it('says nothing of CL1: no', f);
    describe('CL2: no test', f);
    log('CL3: no test either');
  `;
  expect(provenBy({ path: 'test/a.test.ts', text })).toEqual(['BC1', 'CS2', 'PT3', 'AP1']);
  expect(promisesIn('| BC1 | a | b |\n|---|\n| no |\n| AP13 | c | d |')).toEqual(['BC1', 'AP13']);
});
