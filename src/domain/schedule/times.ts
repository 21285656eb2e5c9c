import * as z from 'zod/mini';

const dayLength = 24 * 60;
const minuteSchema = z.number().check(z.gte(0), z.lt(dayLength), z.int());

/** Hours on certain days. `to` not after `from`: until that time on the next day, so 22:00–06:00 is one night. */
export const timesSchema = z.object({
  on: z.boolean(),
  /** Minutes after midnight, local time. */
  from: minuteSchema,
  to: minuteSchema,
  /** Days on which it begins; 0: Sunday. */
  days: z.array(z.number().check(z.gte(0), z.lte(6), z.int())),
});
export type Times = z.infer<typeof timesSchema>;

/** A moment as a clock on the wall and a calendar show it. */
export interface LocalTime {
  /** 0: Sunday. */
  readonly weekday: number;
  /** After midnight. */
  readonly minute: number;
}

/** The local time `minute` on the day that comes so many days after today. */
export interface Boundary {
  readonly days: number;
  readonly minute: number;
}

/** Whether a moment lies within these hours; whether they are switched on is not asked. */
export function isWithin({ from, to, days }: Times, { weekday, minute }: LocalTime): boolean {
  const begunToday = days.includes(weekday) && minute >= from;
  if (from < to) return begunToday && minute < to;
  return begunToday || (days.includes((weekday + 6) % 7) && minute < to);
}

/**
 * When these hours next begin, or end if it is within them; null: never. Given as a local time, so that a change of the
 * clocks in between does not move it.
 */
export function nextChange(times: Times, now: LocalTime): Boundary | null {
  const inside = isWithin(times, now);
  const minutes = [times.from, times.to].toSorted((a, b) => a - b);
  for (let days = 0; days <= 7; days++) {
    const weekday = (now.weekday + days) % 7;
    const minute = minutes.find(
      (m) => (days > 0 || m > now.minute) && isWithin(times, { weekday, minute: m }) !== inside,
    );
    if (minute !== undefined) return { days, minute };
  }
  return null;
}
