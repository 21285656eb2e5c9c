import { browser } from './browser.ts';

interface Power {
  requestKeepAwake(level: 'system'): void;
  releaseKeepAwake(): void;
}

/** Keeps the computer from falling asleep, or lets it. Chromium's, and there only with the user's permission: elsewhere nothing happens. */
export function keepAwake(on: boolean): void {
  const { power } = browser as unknown as { power?: Power };
  if (on) power?.requestKeepAwake('system');
  else power?.releaseKeepAwake();
}
