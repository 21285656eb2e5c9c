import * as z from 'zod/mini';
import { answers, questions, type Answer, type Question } from '../../stats/questions.ts';
import { such } from '../wire.ts';
import { wire } from '../purpose.ts';
import { days, seconds } from '../units.ts';

/** Every report has this many bytes, whatever it says. */
export const reportBytes = 64;

/** Least time from one report to the next, ms. */
export const reportEvery = 7 * days;

const report = z
  .strictObject({
    question: z.enum(questions),
    answer: z.enum(Object.values(answers).flat()),
    fill: z.string().check(z.regex(/^\.*$/)),
  })
  .check(
    such(({ question, answer }) => answers[question].some((one) => one === answer), 'an answer that is not listed'),
    such((body) => JSON.stringify(body).length === reportBytes, `not ${reportBytes} bytes`),
  );

/** A report with as many dots as it needs. */
export function filled(question: Question, answer: Answer) {
  const dots = reportBytes - JSON.stringify({ question, answer, fill: '' }).length;
  return { question, answer, fill: '.'.repeat(dots) };
}

export const statistics = {
  report: wire({
    sends: report,
    endpoint: {
      method: 'POST',
      path: '/v1/statistics',
      reply: z.strictObject({ counted: z.literal(true) }),
      replyBytes: 256,
      timeout: 15 * seconds,
      busy: 'defer',
    },
    when: { occasion: 'idle', every: reportEvery },
  }),
} as const;
