import { answers, type Answer, type Question } from './questions.ts';

/** What one report can give away at most: no answer is more than e to this times as likely from one user as from any other (BC20). */
export const epsilon = 1.5;

/** Rolls are whole numbers from 0 to this, the end excluded, all equally likely: then every probability is exact. */
export const rolls = 2 ** 32;

/** How many of all rolls lead to the true answer, and to each of the others (k-ary randomised response). */
export interface Odds {
  readonly truth: number;
  readonly each: number;
}

/**
 * The odds for so many answers. `each` is rounded up and `truth` gets what is left, so that their ratio is at most e^epsilon exactly, and not
 * but for rounding.
 */
export function oddsOf(count: number): Odds {
  const each = Math.ceil(rolls / (Math.exp(epsilon) + count - 1));
  return { truth: rolls - (count - 1) * each, each };
}

/** The answer that is sent instead of the true one. @param roll whole, 0 ≤ roll < `rolls`, secure and at random */
export function randomise(question: Question, truth: Answer, roll: number): Answer {
  const all: readonly Answer[] = answers[question];
  const odds = oddsOf(all.length);
  if (roll < odds.truth) return truth;
  const others = all.filter((answer) => answer !== truth);
  return others[Math.floor((roll - odds.truth) / odds.each)] ?? truth;
}

/** What of a question is published. */
export interface Estimate {
  readonly answer: Answer;
  /** Of all who were asked: near 0 to 1, but noise may lead out of that. */
  readonly share: number;
  /** Standard error of the share. */
  readonly error: number;
}

/**
 * Estimates the true shares from counts of randomised answers, without bias.
 * @param counts reports by answer; an answer that is missing was never given
 */
export function estimate(
  question: Question,
  counts: ReadonlyMap<string, number>,
): { reports: number; estimates: Estimate[] } {
  const all: readonly Answer[] = answers[question];
  const reports = all.reduce((sum, answer) => sum + (counts.get(answer) ?? 0), 0);
  const { truth, each } = oddsOf(all.length);
  const gain = (truth - each) / rolls;
  const estimates = all.map((answer) => {
    const seen = reports === 0 ? 0 : (counts.get(answer) ?? 0) / reports;
    // With nothing seen the error is not zero: as if one report had been.
    const spread = Math.max(seen * (1 - seen), 1 / Math.max(1, reports));
    return { answer, share: (seen - each / rolls) / gain, error: Math.sqrt(spread / Math.max(1, reports)) / gain };
  });
  return { reports, estimates };
}
