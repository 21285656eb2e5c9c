import { readSettings, type Settings } from '#domain/settings/settings';
import { calls } from '../engine.ts';

let settings: Settings = readSettings({
  sitesLeftAlone: ['intranet.example.com'],
  // A relay that is whole, so that all that belongs to one is there.
  peerServer: 'turn:relay.example.org:3478',
  peerServerName: 'demo',
  peerServerSecret: 'demo',
  askBeforeAdding: new URLSearchParams(location.search).has('asks'),
  language: new URLSearchParams(location.search).get('language'),
  // `?callers`: one other extension is allowed, and one refused.
  ...(new URLSearchParams(location.search).has('callers') && {
    outside: true,
    callers: [
      { id: 'ponmlkjihgfedcbaponmlkjihgfedcba', allowed: true },
      { id: 'grabber@example.net', allowed: false },
    ],
  }),
  notify: new URLSearchParams(location.search).has('notify'),
  hostRules: [{ host: 'slow.example.net', connections: 2, speedLimit: 500_000 }],
});
const listeners = new Set<(settings: Settings) => void>();

export const readSettingsStore = async () => settings;

export async function writeSetting<K extends keyof Settings>(key: K, value: Settings[K]): Promise<void> {
  calls.push(`${key}=${JSON.stringify(value)}`);
  settings = { ...settings, [key]: value };
  for (const listener of listeners) listener(settings);
}

export function watchSettings(onChange: (settings: Settings) => void, signal?: AbortSignal): void {
  listeners.add(onChange);
  signal?.addEventListener('abort', () => listeners.delete(onChange));
}
