import { browser } from '#platform/browser';
import { openPage } from '#platform/pages';
import { isAccepted } from './task-consent.ts';

/** The one page that opens by itself opens once: when Perseid is installed (CS12). Must be called in the background's first turn. */
export function watchInstallation(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void welcome();
  });
}

async function welcome(): Promise<void> {
  if (!(await isAccepted())) openPage('welcome.html');
}
