import type { Translate } from './translate.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** One of a few number formats, made once: making one costs more than using it a hundred times. */
function numberFormat(
  locale: string,
  unit: string,
  digits: number,
  unitDisplay: 'short' | 'long' = 'short',
): Intl.NumberFormat {
  const key = `${locale} ${unit} ${digits}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, made);
  return made;
}

const byteUnits = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Value in the largest decimal unit that leaves it at least 1 after rounding, with one digit below 100. */
function scale(bytes: number): { value: number; unit: string; digits: number } {
  let value = bytes / 1000;
  let unit: string = byteUnits[0];
  for (const larger of byteUnits.slice(1)) {
    if (value < 999.5) break;
    value /= 1000;
    unit = larger;
  }
  return { value, unit, digits: value < 99.95 ? 1 : 0 };
}

/** A size for people, decimal as browsers show it: "4.1 MB". */
export function formatBytes(locale: string, bytes: number): string {
  if (bytes < 1000) return formatExactBytes(locale, bytes);
  const { value, unit, digits } = scale(bytes);
  return numberFormat(locale, unit, digits).format(value);
}

/** The same to the byte: "4,096,000 bytes". */
export function formatExactBytes(locale: string, bytes: number): string {
  return numberFormat(locale, 'byte', 0, 'long').format(bytes);
}

/** A speed for people: "9.8 MB/s"; below 0.1 MB/s in kB/s, so that slow is not shown as nothing. @param speed bytes a second */
export function formatSpeed(locale: string, speed: number): string {
  const megabytes = speed / 1e6;
  if (speed > 0 && megabytes < 0.1) return numberFormat(locale, 'kilobyte-per-second', 0).format(speed / 1000);
  return numberFormat(locale, 'megabyte-per-second', megabytes < 99.95 ? 1 : 0).format(megabytes);
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const longest = 30 * day;

/** A time still to go, rounded as far as such an estimate deserves: "about 4 min". */
export function formatDuration(t: Translate, seconds: number): string {
  const about = (amount: number, unit: string) =>
    t('time.about', { time: numberFormat(t.locale, unit, 0).format(amount) });
  if (seconds < 10) return t('time.few');
  if (seconds < 55) return about(Math.ceil(seconds / 10) * 10, 'second');
  if (seconds < 57.5 * minute) {
    const minutes = Math.max(1, Math.round(seconds / minute));
    return about(minutes > 10 ? Math.round(minutes / 5) * 5 : minutes, 'minute');
  }
  if (seconds < 36 * hour) return about(Math.round(seconds / hour), 'hour');
  if (seconds < longest) return about(Math.round(seconds / day), 'day');
  return t('time.long', { time: numberFormat(t.locale, 'day', 0).format(longest / day) });
}

/** A moment for people; today only the time of day. @param at, now ms since 1970 */
export function formatMoment(locale: string, at: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  return momentFormat(locale, sameDay).format(at);
}

const moments = new Map<string, Intl.DateTimeFormat>();

function momentFormat(locale: string, timeAlone: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${timeAlone}`;
  const known = moments.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...(!timeAlone && { dateStyle: 'medium' }) });
  moments.set(key, made);
  return made;
}

/** A share as whole percent; 100 % only when nothing is missing. @param share 0 to 1 */
export function formatPercent(locale: string, share: number): string {
  const known = percents.get(locale) ?? new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  percents.set(locale, known);
  return known.format(Math.floor(share * 100) / 100);
}

const percents = new Map<string, Intl.NumberFormat>();
