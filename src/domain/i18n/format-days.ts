import { momentOf } from '../task/day.ts';

/** Days for people, from the first to the last: "Nov 24 – 26, 2026". @param first, last days (UTC) since 1970 */
export function formatDays(locale: string, first: number, last: number): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return format.formatRange(momentOf(first), momentOf(last));
}
