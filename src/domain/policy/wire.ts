import * as z from 'zod/mini';

/** Text that can be nothing but text: no markup, no control characters but line breaks. */
export const plainText = (most: number) =>
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  z.string().check(z.maxLength(most), z.regex(/^[^<>\u0000-\u0009\u000B-\u001F\u007F]*$/));

/** SHA-256 as 64 hexadecimal digits. */
export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** Base64 of exactly so many bytes. */
export const base64Of = (bytes: number) => {
  const digits = Math.ceil((bytes * 8) / 6);
  return z.string().check(z.regex(new RegExp(`^[A-Za-z0-9+/]{${digits}}={${(4 - (digits % 4)) % 4}}$`)));
};

/**
 * A check by a function of ours, as `z.refine` (which weighs half a kB in every context).
 * @param fault what is wrong when it does not hold
 */
export function such<T>(holds: (value: T) => boolean, fault: string): (payload: z.core.ParsePayload<T>) => void {
  return ({ value, issues }) => {
    if (!holds(value)) issues.push({ code: 'custom', message: fault, input: value });
  };
}

/** A day of the calendar, such as 2027-01-01. */
export const day = z.string().check(such(isDay, 'no day'));

/** (`z.iso.date` brings the patterns of all dates and times into every context.) */
function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
