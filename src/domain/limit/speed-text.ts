import { bounds } from '../settings/settings.ts';

const megabyte = 1e6;

/** What a text that should be a speed says: a limit in bytes a second, no limit (null), or nothing that can be used. */
export type SpeedReading = { readonly value: number | null } | 'bad';

/** Reads a speed in MB/s, with a decimal point or comma; empty: no limit. */
export function parseSpeed(text: string): SpeedReading {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return { value: null };
  if (!/^\d+(\.\d*)?$/.test(plain)) return 'bad';
  const value = Math.round(Number(plain) * megabyte);
  return value >= bounds.speed.least && value <= bounds.speed.most ? { value } : 'bad';
}

/** Shows a speed as parseSpeed reads it. */
export function showSpeed(speed: number | null): string {
  return speed === null ? '' : String(speed / megabyte);
}
