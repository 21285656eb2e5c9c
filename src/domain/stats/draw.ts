import * as z from 'zod/mini';
import { answers, questions, type Answer, type Question } from './questions.ts';
import { randomise, rolls } from './randomise.ts';
import type { Truths } from './truths.ts';

const answerSchema = z.enum(Object.values(answers).flat());

/** By question, the answer that was drawn, and what was true then. */
export const memoSchema = z.partialRecord(
  z.enum(questions),
  z.strictObject({ truth: answerSchema, answer: answerSchema }),
);
export type Memo = z.output<typeof memoSchema>;

/** What a report says. */
interface Drawn {
  readonly question: Question;
  readonly answer: Answer;
  /** To be kept with it. */
  readonly memo: Memo;
}

/**
 * Draws what the next report says: a question, and the answer after the change at random. An answer that was drawn is given again as long as
 * it was drawn for something that is still true: drawn anew each time, many would give away the truth that one does not.
 * @param dice whole numbers from 0 to `rolls`, the end excluded, secure and at random
 */
export function drawReport(truths: Truths, memo: Memo, dice: () => number): Drawn {
  const question = oneOf(questions, dice);
  const known = memo[question];
  if (known !== undefined && truths[question].includes(known.truth)) return { question, answer: known.answer, memo };
  const truth = oneOf(truths[question], dice);
  const answer = randomise(question, truth, dice());
  return { question, answer, memo: { ...memo, [question]: { truth, answer } } };
}

function oneOf<T>(list: readonly T[], dice: () => number): T {
  const one = list[Math.floor((dice() / rolls) * list.length)];
  if (one === undefined) throw new RangeError('nothing to choose from');
  return one;
}
