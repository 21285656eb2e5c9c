/** In milliseconds. */
export const seconds = 1000;
export const days = 24 * 60 * 60 * seconds;

/** In bytes. */
export const kilobytes = 1000;
export const megabytes = 1000 * kilobytes;
