import process from 'node:process';

/** A browser that the tests can drive. */
export type BrowserName = 'chromium' | 'firefox';

/** The one that this run drives: a project of vitest.config.ts or the command line of a measurement says so. */
export const browserName: BrowserName = process.env['PERSEID_BROWSER'] === 'firefox' ? 'firefox' : 'chromium';
