import { expect, it } from 'vitest';
import { statistics } from '#domain/policy/purposes/statistics';
import { filled, reportBytes } from '#domain/policy/wires/statistics';
import { answers, questions } from '#domain/stats/questions';

const { sends } = statistics.calls.report;
const every = questions.flatMap((question) => answers[question].map((answer) => ({ question, answer })));

it('BC19, PT8: a report is one listed answer to one listed question, and nothing else', () => {
  expect(questions).toEqual(Object.keys(answers));
  for (const { question, answer } of every) {
    const report = filled(question, answer);
    expect(sends.safeParse(report).success, `${question} ${answer}`).toBe(true);
    expect(sends.safeParse({ ...report, week: 1 }).success).toBe(false);
  }
  expect(sends.safeParse({ ...filled('version', '0.1'), answer: '9.9' }).success).toBe(false);
  expect(sends.safeParse(filled('version', 'de')).success).toBe(false);
  expect(sends.safeParse({ ...filled('system', 'mac'), fill: 'me@example.org' }).success).toBe(false);
});

it('all reports have the same size', () => {
  const sizes = every.map(({ question, answer }) => JSON.stringify(sends.parse(filled(question, answer))).length);
  expect(new Set(sizes)).toEqual(new Set([reportBytes]));
  expect(sends.safeParse({ ...filled('system', 'mac'), fill: '.' }).success).toBe(false);
});
