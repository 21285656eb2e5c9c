import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { days } from '#domain/policy/units';
import { dueAt, mayCall } from '#domain/policy/timing';
import { reportEvery, statistics } from '#domain/policy/wires/statistics';
import { epsilonIn28Days } from '#domain/stats/budget';
import { drawReport, memoSchema, type Memo } from '#domain/stats/draw';
import { answers, questions, type Question } from '#domain/stats/questions';
import { epsilon, rolls } from '#domain/stats/randomise';
import type { Truths } from '#domain/stats/truths';

const truths: Truths = { version: ['0.1'], language: ['de'], system: ['linux'], feature: ['limits', 'torrents'] };
const roll = fc.nat({ max: rolls - 1 });

/** Dice that give these, one after the other. */
const dice = (values: readonly number[]): (() => number) => {
  let at = 0;
  return () => values[at++ % values.length] ?? 0;
};

describe('a report that is drawn', () => {
  it('asks any of the questions, each as likely as the others', () => {
    const asked = Array.from({ length: 4000 }, (_, at) => drawReport(truths, {}, dice([(at / 4000) * rolls])).question);
    for (const question of questions) expect(asked.filter((one) => one === question)).toHaveLength(1000);
  });

  it('gives an answer of its question’s list, and keeps it with what was true', () => {
    fc.assert(
      fc.property(fc.array(roll, { minLength: 3, maxLength: 3 }), (values) => {
        const { question, answer, memo } = drawReport(truths, {}, dice(values));
        expect(answers[question]).toContain(answer);
        expect(memo[question]?.answer).toBe(answer);
        expect(truths[question]).toContain(memo[question]?.truth);
        expect(memoSchema.safeParse(memo).success).toBe(true);
      }),
    );
  });

  it('BC20: asked again, says the same as long as the same is true: many reports tell no more than one', () => {
    fc.assert(
      fc.property(fc.array(roll, { minLength: 40, maxLength: 200 }), (values) => {
        const throwing = dice(values);
        const said = new Map<Question, string>();
        let memo: Memo = {};
        for (let week = 0; week < 60; week++) {
          const drawn = drawReport(truths, memo, throwing);
          expect(said.get(drawn.question) ?? drawn.answer).toBe(drawn.answer);
          said.set(drawn.question, drawn.answer);
          memo = drawn.memo;
        }
      }),
    );
  });

  it('is drawn anew when something else is true', () => {
    const toLanguage = (questions.indexOf('language') / questions.length) * rolls;
    const kept: Memo = { language: { truth: 'de', answer: 'sv' } };
    expect(drawReport(truths, kept, dice([toLanguage, 0, 0])).answer).toBe('sv');
    const moved = drawReport({ ...truths, language: ['fr'] }, kept, dice([toLanguage, 0, 0]));
    expect(moved).toMatchObject({ question: 'language', answer: 'fr', memo: { language: { truth: 'fr' } } });
  });
});

describe('BC18: reports', () => {
  const { report } = statistics;

  it('are at most four in any 28 days, whenever nothing downloads: what they give away together is capped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: days }), fc.boolean()), { minLength: 120, maxLength: 200 }),
        (moments) => {
          const sent: number[] = [];
          let now = 0;
          for (const [later, busy] of moments) {
            now += later;
            const situation = { now, last: sent.at(-1) ?? null, busy, quiet: busy };
            if (mayCall(report, situation).kind === 'go') sent.push(now);
          }
          for (const first of sent) {
            const together = sent.filter((at) => at >= first && at < first + 28 * days);
            expect(together.length * epsilon).toBeLessThanOrEqual(epsilonIn28Days);
          }
        },
      ),
    );
    expect(epsilonIn28Days).toBe(6);
  });

  it('wait for their own moment; one that a clock set back has left far ahead is not waited for', () => {
    const now = 100 * days;
    expect(dueAt(report, now - 1, now, 0)).toBe(now - 1 + reportEvery);
    expect(dueAt(report, null, now, now + days)).toBe(now + days);
    expect(dueAt(report, now - 1, now, now + reportEvery + days)).toBe(now + reportEvery + days);
    expect(dueAt(report, null, now, now + reportEvery + 3 * days)).toBe(now);
  });
});
