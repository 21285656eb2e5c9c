const dayLength = 86_400_000;

/** The day of a moment, in days (UTC) since 1970. No finer time is kept of a contact. @param now ms since 1970 */
export const dayOf = (now: number): number => Math.floor(now / dayLength);

/** A moment on a day, ms since 1970: its first, in UTC. */
export const momentOf = (day: number): number => day * dayLength;
