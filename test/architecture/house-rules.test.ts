import { describe, expect, it } from 'vitest';
import { rules } from './rules.ts';
import { sourcesIn } from './source.ts';

const product = sourcesIn('src', 'entrypoints', 'server');
const tests = sourcesIn('test');
const scopes = {
  product,
  tests,
  all: [...product, ...tests, ...sourcesIn('scripts', 'bench', 'wxt.config.ts', 'vitest.config.ts')],
};

describe('the house rules hold', () => {
  it.each(Object.entries(rules))('%s', (_sentence, { scope, rule }) => {
    expect(scopes[scope].length).toBeGreaterThan(0);
    expect(rule(scopes[scope])).toEqual([]);
  });
});
