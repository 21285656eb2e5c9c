import * as z from 'zod/mini';

/** What a transfer has taught about a host, for the next one. */
export const lessonSchema = z.object({
  /** Host and port. */
  host: z.string(),
  /** Whether more connections brought more than the browser alone; null: not tried. */
  pays: z.nullable(z.boolean()),
  /** Connections that were worth it. */
  connections: z.number(),
  /** Whether it answers without cookies just the same; null: not tried. */
  bare: z.nullable(z.boolean()),
  /** When, ms since 1970. */
  at: z.number(),
});
export type Lesson = z.infer<typeof lessonSchema>;

const hour = 3_600_000;
/** Networks change: what is as fast alone at home may be throttled elsewhere. */
const aloneHolds = 24 * hour;
const paysHolds = 14 * 24 * hour;

/** Whether a lesson still counts. */
export function stillHolds(lesson: Lesson, now: number): boolean {
  return now - lesson.at < (lesson.pays === false ? aloneHolds : paysHolds);
}
