import { ensure, type Program } from './programs.ts';

const chromium: Program = {
  title: 'Chromium',
  names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  packages: ['chromium', 'fonts-liberation'],
  variable: 'PERSEID_CHROMIUM',
};

const firefox: Program = {
  title: 'Firefox',
  names: ['firefox-esr', 'firefox'],
  packages: ['firefox-esr', 'fonts-liberation'],
  variable: 'PERSEID_FIREFOX',
};

const virtualDisplay: Program = { title: 'Xvfb', names: ['Xvfb'], packages: ['xvfb'], variable: 'PERSEID_XVFB' };

/** The path of a Chromium: as `ensure`. */
export const ensureChromium = (): Promise<string> => ensure(chromium);

/** The path of a Firefox: as `ensure`. */
export const ensureFirefox = (): Promise<string> => ensure(firefox);

/** The path of Xvfb, a display without a screen, for what headless browsers do not do (asking where to save): as `ensure`. */
export const ensureXvfb = (): Promise<string> => ensure(virtualDisplay);
