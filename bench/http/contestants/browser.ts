import { browserName } from '../../../test/support/browser/browser-name.ts';
import { launch, type LaunchOptions } from '../../../test/support/browser.ts';
import type { Arena, Contestant } from './contestant.ts';
import { download } from './click.ts';

/** What the browser is started with, the same for the extension's contestants. */
export function optionsFor({ server }: Arena): LaunchOptions {
  const { within, origin } = server;
  return {
    within,
    extraArgs: browserName === 'firefox' ? [] : chromiumArgs(origin),
  };
}

const chromiumArgs = (origin: string): string[] => [
  // The certificate of the bench's server is nobody's.
  '--ignore-certificate-errors',
  // Beyond loopback, the browser would hold back a file that came without TLS and ask whether to keep it.
  `--unsafely-treat-insecure-origin-as-secure=${origin}`,
];

/** The browser alone, in a fresh profile. */
export const browserAlone: Contestant = async (arena) => {
  const browser = await launch({ ...optionsFor(arena), build: null });
  try {
    return [await download(browser, arena, 'browser')];
  } finally {
    await browser.close();
  }
};
