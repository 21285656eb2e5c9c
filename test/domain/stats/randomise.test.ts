import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answers, questions, type Answer, type Question } from '#domain/stats/questions';
import { epsilon, estimate, oddsOf, randomise, rolls } from '#domain/stats/randomise';

/** How many of all rolls lead from a true answer to each that is sent: found by looking where it changes, roll by roll. */
function table(question: Question, truth: Answer): Map<Answer, number> {
  const counts = new Map<Answer, number>();
  for (let from = 0; from < rolls;) {
    const answer = randomise(question, truth, from);
    let [known, beyond] = [from, rolls];
    while (beyond - known > 1) {
      const middle = Math.floor((known + beyond) / 2);
      if (randomise(question, truth, middle) === answer) known = middle;
      else beyond = middle;
    }
    counts.set(answer, (counts.get(answer) ?? 0) + beyond - from);
    from = beyond;
  }
  return counts;
}

/** A sequence of rolls that is the same every time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

describe.each(questions)('the question of %s', (question) => {
  const all: readonly Answer[] = answers[question];
  const tables = all.map((truth) => table(question, truth));

  it('no report is more than e^ε times as likely from one user as from any other, exactly', () => {
    for (const report of all) {
      const likelihoods = tables.map((counts) => counts.get(report) ?? 0);
      expect(Math.min(...likelihoods)).toBeGreaterThan(0);
      expect(Math.max(...likelihoods) / Math.min(...likelihoods)).toBeLessThanOrEqual(Math.exp(epsilon));
    }
    // Nor is it much less: then it would say less than it may.
    const { truth, each } = oddsOf(all.length);
    expect(truth / each).toBeGreaterThan(Math.exp(epsilon) * 0.999_999);
  });

  it('every roll leads to an answer of the list', () => {
    for (const counts of tables) expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(rolls);
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat({ max: rolls - 1 }), (truth, roll) => {
        expect(all).toContain(randomise(question, truth, roll));
      }),
    );
  });

  it('of 10,000 users the estimates are within three standard errors', () => {
    const users = 10_000;
    const roll = dice(42);
    const truths = Array.from({ length: users }, (_, user) => all[Math.floor((user / users) ** 2 * all.length)]!);
    const counts = new Map<string, number>();
    for (const truth of truths) {
      const sent = randomise(question, truth, roll());
      counts.set(sent, (counts.get(sent) ?? 0) + 1);
    }
    const { reports, estimates } = estimate(question, counts);
    expect(reports).toBe(users);
    for (const { answer, share, error } of estimates) {
      const real = truths.filter((truth) => truth === answer).length / users;
      expect(Math.abs(share - real), answer).toBeLessThanOrEqual(3 * error);
      expect(error).toBeLessThan(0.05);
    }
    expect(estimates.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
  });
});

it('without reports nothing is claimed, and no error is none', () => {
  const { reports, estimates } = estimate('system', new Map());
  expect(reports).toBe(0);
  expect(estimates.every(({ error }) => error > 0 && Number.isFinite(error))).toBe(true);
});
