import * as z from 'zod/mini';
import { answers, questions, type Answer, type Question } from '../../stats/questions.ts';
import { call } from '../purpose.ts';
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
    z.refine(({ question, answer }) => answers[question].some((one) => one === answer), 'an answer that is not listed'),
    z.refine((body) => JSON.stringify(body).length === reportBytes, `not ${reportBytes} bytes`),
  );

/** A report with as many dots as it needs. */
export function filled(question: Question, answer: Answer) {
  const dots = reportBytes - JSON.stringify({ question, answer, fill: '' }).length;
  return { question, answer, fill: '.'.repeat(dots) };
}

export const statisticsCalls = {
  report: call({
    title: 'a report',
    sends: report,
    fields: {
      question: `Which question is answered: ${questions.join(', ')}.`,
      answer: 'One of the listed answers, after the change at random.',
      fill: 'Dots, so that every report has the same size.',
    },
    example: filled('language', 'de'),
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

export const statistics = {
  title: 'Anonymous statistics',
  clause: [
    'If you switch this on, Perseid answers at most one question a week to the service whose address you entered. The question is drawn at random from a closed list, and the answer is changed at random on your device before it is sent, so that no report says anything certain about you. Every report has the same size, and carries no number that could join it to another one.',
    'The service adds one to a count and keeps no report. It publishes a count only when at least 50 reports are in it.',
  ],
  promises: ['BC18', 'BC19', 'BC20', 'PT2', 'PT8'],
  calls: statisticsCalls,
  receivers: [{ who: 'service', sees: 'The report, and your network address while you are connected.', keepDays: 0 }],
  firefox: ['technicalAndInteraction'],
  chrome: ['User activity'],
  label: 'purpose.statistics',
  description: 'purpose.statisticsText',
} as const;
