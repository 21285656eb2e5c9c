import { answers, questions, type Question } from '#domain/stats/questions';
import { epsilon, estimate, type Estimate } from '#domain/stats/randomise';
import { weekOf, weekText } from '../calendar.ts';
import type { Store } from '../store/store.ts';

/** Fewer reports than this are not published. */
export const leastReports = 50;

/** Adds one to a count, and keeps nothing else of the report. */
export async function countReport(
  store: Store,
  { question, answer }: { question: string; answer: string },
  now: number,
): Promise<void> {
  await store.change((given) =>
    given
      .insertInto('counts')
      .values({ question, week: weekOf(now), answer, reports: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['question', 'week', 'answer'])
          .doUpdateSet((row) => ({ reports: row('counts.reports', '+', 1) })),
      )
      .execute(),
  );
}

/** What is published of a question: null while there are too few reports. */
export interface Published {
  readonly question: Question;
  /** First day of the week. */
  readonly week: string;
  readonly reports: number;
  readonly estimates: readonly Estimate[];
}

/** All that is published: weeks that are over, with enough reports. Of one that goes on, two looks would show a single report. */
export async function published(store: Store, now: number): Promise<{ epsilon: number; weeks: Published[] }> {
  const weeks: Published[] = [];
  for (const question of questions) {
    const rows = await store.db
      .selectFrom('counts')
      .select(['week', 'answer', 'reports'])
      .where('question', '=', question)
      .where('week', '<', weekOf(now))
      .orderBy('week', 'desc')
      .limit(mostWeeks * answers[question].length)
      .execute();
    for (const [week, counts] of byWeek(rows)) {
      const { reports, estimates } = estimate(question, counts);
      if (reports >= leastReports) weeks.push({ question, week: weekText(week), reports, estimates });
    }
  }
  return { epsilon, weeks };
}

/** So many of the last weeks are shown. */
const mostWeeks = 52;

function byWeek(rows: readonly { week: number; answer: string; reports: number }[]): Map<number, Map<string, number>> {
  const weeks = new Map<number, Map<string, number>>();
  for (const { week, answer, reports } of rows) {
    weeks.set(week, (weeks.get(week) ?? new Map<string, number>()).set(answer, reports));
  }
  return weeks;
}
