import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Settings } from '#domain/settings/settings';
import { watchSettings, writeSetting } from '#platform/settings-store';

export type SettingName = keyof Settings;

/** The settings and how to change them. */
export interface SettingsControl {
  readonly settings: Settings;
  /** The setting changed last, as long as that can be undone here; `failed`: the browser could not store it. */
  readonly last: { readonly name: SettingName; readonly failed: boolean } | null;
  readonly change: <K extends SettingName>(name: K, value: Settings[K]) => void;
  readonly undo: () => void;
}

/** Keeps the settings as stored; changes are stored at once. */
export function useSettingsControl(first: Settings): SettingsControl {
  const [settings, setSettings] = useState(first);
  const [last, setLast] = useState<(SettingsControl['last'] & { before: Settings }) | null>(null);
  useEffect(() => {
    const control = new AbortController();
    watchSettings(setSettings, control.signal);
    return () => control.abort();
  }, []);

  const store = async <K extends SettingName>(name: K, value: Settings[K]): Promise<void> => {
    await writeSetting(name, value);
    setSettings((known) => ({ ...known, [name]: value }));
  };
  const failed = (name: SettingName) => (error: unknown) => {
    console.error(error);
    setLast({ name, failed: true, before: settings });
  };
  return {
    settings,
    last,
    change(name, value) {
      if (JSON.stringify(settings[name]) === JSON.stringify(value)) return;
      store(name, value)
        .then(() => setLast({ name, failed: false, before: settings }))
        .catch(failed(name));
    },
    undo() {
      if (last === null) return;
      store(last.name, last.before[last.name])
        .then(() => setLast(null))
        .catch(failed(last.name));
    },
  };
}

const Control = createContext<SettingsControl | null>(null);
export const SettingsProvider = Control.Provider;

/** The settings of the page. */
export function useSettings(): SettingsControl {
  const control = useContext(Control);
  if (!control) throw new TypeError('useSettings: no SettingsProvider around this component');
  return control;
}
