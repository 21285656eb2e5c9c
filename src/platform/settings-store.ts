import { readSettings, type Settings } from '#domain/settings/settings';
import { browser } from './browser.ts';

const key = 'settings';

/** The settings as they are stored, defaults where nothing is. */
export async function readSettingsStore(): Promise<Settings> {
  return readSettings((await browser.storage.local.get(key))[key]);
}

/** Whether anything is set otherwise than it was at first. */
export async function hasSettings(): Promise<boolean> {
  return Object.keys(await browser.storage.local.get(key)).length > 0;
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Changes one setting and leaves the others as they are stored: also those that only a newer release knows, and those
 * that stand at their default because nothing is stored. One change after the other. Pages are the only writers, each at the user's word.
 */
export function writeSetting<K extends keyof Settings>(name: K, value: Settings[K]): Promise<void> {
  const done = turn.then(async () => {
    const { [key]: stored } = await browser.storage.local.get(key);
    const known = typeof stored === 'object' && stored !== null ? stored : {};
    await browser.storage.local.set({ [key]: { ...known, [name]: value } });
  });
  turn = done.catch((error: unknown) => console.error('settings:', error));
  return done;
}

/** Calls back with the settings whenever they change. */
export function watchSettings(onChange: (settings: Settings) => void, signal?: AbortSignal): void {
  const listener: Parameters<typeof browser.storage.onChanged.addListener>[0] = (changes, area) => {
    if (area === 'local' && changes[key]) onChange(readSettings(changes[key].newValue));
  };
  browser.storage.onChanged.addListener(listener);
  signal?.addEventListener('abort', () => browser.storage.onChanged.removeListener(listener), { once: true });
}
