const dayLength = 24 * 60 * 60 * 1000;

/** Days since 1970-01-01, UTC. @param now ms since 1970 */
export const dayOf = (now: number): number => Math.floor(now / dayLength);

/** Weeks since Monday, 1970-01-05, UTC. @param now ms since 1970 */
export const weekOf = (now: number): number => Math.floor((dayOf(now) - 4) / 7);

/** A day as 2027-01-31. */
export const dayText = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10);

/** The first day of a week, as 2027-02-01. */
export const weekText = (week: number): string => dayText(week * 7 + 4);
