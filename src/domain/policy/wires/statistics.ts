import * as z from 'zod/mini';
import { answers, questions } from '../../stats/questions.ts';
import { such } from '../wire.ts';
import { wire } from '../purpose.ts';
import { days, seconds } from '../units.ts';

/** Every report has this many bytes, whatever it says. */
export const reportBytes = 64;

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
    when: { occasion: 'idle', every: 7 * days },
  }),
} as const;
