import { browser } from '#platform/browser';
import { openPage } from '#platform/pages';
import { changeConsent } from './consent.ts';
import { carryOut } from './contacts.ts';
import { isAccepted } from './task-consent.ts';

/**
 * At every installation and update: the program may carry another edition of the policy (BC24); and the one page that opens by itself
 * opens once (CS12). Must be called in the background's first turn.
 */
export function watchConsent(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    void changeConsent({ kind: 'policy-changed', at: Date.now() }, carryOut);
    if (reason === 'install') void welcome();
  });
}

async function welcome(): Promise<void> {
  if (!(await isAccepted())) openPage('welcome.html');
}
