import { useEffect, useState } from 'preact/hooks';
import type { Settings } from '#domain/settings/settings';
import { Setting } from './setting.tsx';
import { useSettings, type SettingName } from './use-settings.ts';

/** What reading an input gives: a value, or a sentence that says what is wrong. */
export type Reading<T> = { readonly value: T } | { readonly wrong: string };

interface TextSettingProps<K extends SettingName> {
  readonly name: K;
  readonly label: string;
  readonly text: string;
  readonly show: (value: Settings[K]) => string;
  readonly read: (text: string) => Reading<Settings[K]>;
  /** What stands behind the field. */
  readonly unit?: (value: Settings[K]) => string;
  readonly hint?: string;
  readonly numeric?: boolean;
  /** What is typed is not shown. */
  readonly secret?: boolean;
}

/** A setting that is typed. Applied when the field is left or Enter is pressed; a wrong input changes nothing. */
export function TextSetting<K extends SettingName>({
  name,
  label,
  text,
  show,
  read,
  unit,
  hint,
  numeric = false,
  secret = false,
}: TextSettingProps<K>) {
  const { settings, change } = useSettings();
  const stored = show(settings[name]);
  const [draft, setDraft] = useState(stored);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    setDraft(stored);
    setWrong(null);
  }, [stored]);
  const apply = () => {
    const reading = read(draft);
    if ('wrong' in reading) return setWrong(reading.wrong);
    setWrong(null);
    setDraft(show(reading.value));
    change(name, reading.value);
  };
  return (
    <Setting name={name} label={label} text={text} wrong={wrong}>
      <input
        id={`setting-${name}`}
        class={numeric ? 'field number' : 'field'}
        {...(secret ? ({ type: 'password' } as const) : ({ type: 'text' } as const))}
        inputMode={numeric ? 'decimal' : 'text'}
        autocomplete="off"
        spellcheck={false}
        placeholder={hint}
        aria-describedby={`about-${name}`}
        aria-invalid={wrong !== null}
        value={draft}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onChange={apply}
      />
      {unit && <span class="unit">{unit(settings[name])}</span>}
    </Setting>
  );
}
