import { expect, it } from 'vitest';
import { purposeIds } from '#domain/policy/purpose';
import { unbuilt } from '#domain/policy/unbuilt';
import { purposesHaveCode } from './rules/purposes.ts';
import { sourcesIn } from './source.ts';

const calls = [
  { path: 'src/background/a.ts', text: "const grant = authorize('updates', consent, policy);" },
  { path: 'src/options/b.tsx', text: "const on = granted('swarm');" },
  { path: 'src/background/c.ts', text: "contact({ purpose: 'statistics', call: 'report' }); const updates = swarm;" },
];

it('every purpose has code, or stands in the list of those that are not built', () => {
  expect(purposesHaveCode(purposeIds, unbuilt)(sourcesIn('src'))).toEqual([]);
});

it('a clause without code is seen, and code of what is said not to be built', () => {
  expect(purposesHaveCode(['updates', 'statistics'], [])(calls)).toEqual([]);
  expect(purposesHaveCode(['updates', 'swarm'], [])(calls)).toEqual([expect.stringContaining('swarm has a clause')]);
  expect(purposesHaveCode(['updates', 'swarm'], ['updates', 'swarm'])(calls)).toEqual([
    expect.stringContaining('updates has code'),
  ]);
});
