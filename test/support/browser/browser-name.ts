import process from 'node:process';

/** A browser that the tests can drive. */
export type BrowserName = 'chromium' | 'firefox';

/** The one that this run drives: a project of vitest.config.ts says so, and measurements always mean Chromium. */
export const browserName: BrowserName = process.env['PERSEID_BROWSER'] === 'firefox' ? 'firefox' : 'chromium';
