import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { provenBy } from '../support/promises.ts';
import { mutations } from '../soak/mutations/mutations.ts';
import { root } from './source.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Promises whose proof must have been seen to fail. */
const weighty = ['BC3', 'BC4', 'BC8', 'BC17', 'BC21', 'BC22', 'CS8', 'PT3', 'CL7', 'AP1'];

// They are played by `npm run soak`, which takes long: here it is seen at once when the code has moved away from under one.
it.each(mutations.map((one) => [one.leak, one] as const))(
  'a leak can still be planted, and its test is there: %s',
  (_leak, { file, instead: [text, replacement], promise, test }) => {
    expect(read(file).split(text)).toHaveLength(2);
    expect(replacement).not.toBe(text);
    expect(provenBy({ path: test, text: read(test) })).toEqual(expect.arrayContaining(promise.split(', ')));
  },
);

it('each promise that weighs most has one', () => {
  const planted = new Set(mutations.flatMap(({ promise }) => promise.split(', ')));
  expect(weighty.filter((id) => !planted.has(id))).toEqual([]);
});
