import type { Settings } from '#domain/settings/settings';
import { isWithin, nextChange, type LocalTime, type Times } from '#domain/schedule/times';

/** What a clock on the wall shows. @param now ms since 1970 */
export function localTime(now: number): LocalTime {
  const date = new Date(now);
  return { weekday: date.getDay(), minute: date.getHours() * 60 + date.getMinutes() };
}

/** The day where the clock on the wall stands, such as 2026-11-28. @param now ms since 1970 */
export function localDate(now: number): string {
  const date = new Date(now);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** When these hours next begin or end, ms since 1970; Infinity: never. A time of day that the clocks leave out counts as the one they go to. */
export function changesAt(times: Times, now: number): number {
  const next = nextChange(times, localTime(now));
  if (next === null) return Number.POSITIVE_INFINITY;
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + next.days, 0, next.minute).getTime();
}

/** Whether these hours are switched on and it is within them. */
export function isTimeOf(times: Times, now: number): boolean {
  return times.on && isWithin(times, localTime(now));
}

/** Whether the low-speed profile holds: by hand or by the time. */
export function isSlow({ slowMode, slowTimes }: Pick<Settings, 'slowMode' | 'slowTimes'>, now: number): boolean {
  return slowMode || isTimeOf(slowTimes, now);
}

/** When the queue may run, ms since 1970; null: now; Infinity: never. @param active the active times */
export function opensAt(active: Times, now: number): number | null {
  return !active.on || isTimeOf(active, now) ? null : changesAt(active, now);
}
