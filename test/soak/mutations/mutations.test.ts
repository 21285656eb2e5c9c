import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Mutant } from './mutant.ts';
import { mutations } from './mutations.ts';

/** Proofs that cannot fail prove nothing: each leak that is planted here must turn a test of its promise red. */
describe('a planted leak is noticed', () => {
  let mutant: Mutant;
  beforeAll(async () => {
    mutant = new Mutant();
    await mutant.build('store');
    await mutant.build();
    await mutant.build('e2e', 'firefox');
  });
  afterAll(() => mutant.remove());

  const proofs = [
    ...new Map(
      mutations.map(({ test, promise, browser }) => [`${promise} ${test}`, { test, promise, browser }]),
    ).values(),
  ];

  it.each(proofs)('$promise ($test): without a leak its tests are green', async (proof) => {
    const { red, green, output } = await mutant.judge(proof);
    expect(red, output).toEqual([]);
    expect(green, output).toBeGreaterThan(0);
  });

  it.each(mutations)('$promise: $leak', async (mutation) => {
    const mend = mutant.break(mutation);
    try {
      await mutant.build('e2e', mutation.browser);
      const { red, output } = await mutant.judge(mutation);
      expect(red.length, output).toBeGreaterThan(0);
    } finally {
      mend();
    }
  });
});
