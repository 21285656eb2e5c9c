import { useEffect, useState } from 'preact/hooks';
import type { Settings } from '#domain/settings/settings';
import { watchSettings } from '#platform/settings-store';

/** The settings as they are stored. */
export function useSettings(first: Settings): Settings {
  const [settings, setSettings] = useState(first);
  useEffect(() => {
    const control = new AbortController();
    watchSettings(setSettings, control.signal);
    return () => control.abort();
  }, []);
  return settings;
}
