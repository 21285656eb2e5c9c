/** As in Chromium. */
export const canJoinSwarms = true;
