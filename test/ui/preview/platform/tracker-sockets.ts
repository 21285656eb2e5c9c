/** As in Chromium. */
export const tellsTrackers = true;
export const sitesForTrackers = (): string[] => [];
