import { sanitizeFolder } from '#domain/task/filename';

const mebibyte = 2 ** 20;
/** No file is larger than this, bytes: what is above is a slip of the keyboard. */
const largest = 1e15;

/** Reads a size in MiB, with a decimal point or comma. @returns bytes; null: no such size */
export function parseMebibytes(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (!/^\d+(\.\d*)?$/.test(plain)) return null;
  const bytes = Math.round(Number(plain) * mebibyte);
  return bytes <= largest ? bytes : null;
}

/** Shows bytes as MiB with at most two decimals, as parseMebibytes reads them. */
export function showMebibytes(bytes: number): string {
  return String(Math.round((bytes / mebibyte) * 100) / 100);
}

/** Reads a whole number between two bounds, both included; null: it is none. */
export function parseWhole(text: string, least: number, most: number): number | null {
  if (!/^\s*\d+\s*$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

/** A folder as it may be stored, or the nearest name that could be ('' when there is none). */
export type FolderCheck =
  | { readonly ok: true; readonly folder: string }
  | { readonly ok: false; readonly nearest: string };

/** Whether a sub-folder of Downloads can be named like this in both browsers. */
export function checkFolder(text: string): FolderCheck {
  const wanted = text
    .trim()
    .replaceAll('\\', '/')
    .replaceAll(/^\/+|\/+$/g, '')
    .normalize('NFC');
  const nearest = sanitizeFolder(wanted);
  return nearest === wanted ? { ok: true, folder: wanted } : { ok: false, nearest };
}

/** The host of a match pattern, for people; null: every site. */
export function siteOfPattern(pattern: string): string | null {
  const host = /^[^:]+:\/\/([^/]*)\//.exec(pattern)?.[1];
  return host === undefined || host === '*' ? null : host.replace(/^\*\./, '');
}

/** Reads a time of day as the browser's field has it, "18:05". @returns minutes after midnight; null: it is empty */
export function parseTime(text: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** Shows minutes after midnight as parseTime reads them. */
export function showTime(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** "Mon". @param day 0: Sunday */
export function weekdayName(locale: string, day: number): string {
  // The first of January 2023 was a Sunday.
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2023, 0, 1 + day));
}
