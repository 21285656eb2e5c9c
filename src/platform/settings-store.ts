import { readSettings, type Settings } from '#domain/settings/settings';
import { browser } from './browser.ts';

const key = 'settings';

/** The settings as they are stored, defaults where nothing is. */
export async function readSettingsStore(): Promise<Settings> {
  return readSettings((await browser.storage.local.get(key))[key]);
}

/** Changes one setting. The options page is the only writer. */
export async function writeSetting<K extends keyof Settings>(name: K, value: Settings[K]): Promise<void> {
  const settings = await readSettingsStore();
  await browser.storage.local.set({ [key]: { ...settings, [name]: value } });
}

/** Calls back with the settings whenever they change. */
export function watchSettings(onChange: (settings: Settings) => void, signal?: AbortSignal): void {
  const listener: Parameters<typeof browser.storage.onChanged.addListener>[0] = (changes, area) => {
    if (area === 'local' && changes[key]) onChange(readSettings(changes[key].newValue));
  };
  browser.storage.onChanged.addListener(listener);
  signal?.addEventListener('abort', () => browser.storage.onChanged.removeListener(listener), { once: true });
}
