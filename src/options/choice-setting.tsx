import type { Settings } from '#domain/settings/settings';
import { Setting } from './setting.tsx';
import { useSettings } from './use-settings.ts';

/** Settings that hold one of a few words. */
type ChoiceName = 'takeover' | 'bypassKey' | 'conflict' | 'language' | 'whenDone';

interface ChoiceProps<K extends ChoiceName> {
  readonly name: K;
  readonly label: string;
  readonly text: string;
  readonly choices: readonly { readonly value: Settings[K]; readonly label: string }[];
}

/** A setting to choose from a few. */
export function ChoiceSetting<K extends ChoiceName>({ name, label, text, choices }: ChoiceProps<K>) {
  const { settings, change } = useSettings();
  const choose = (value: string): void => {
    const chosen = choices.find((choice) => String(choice.value) === value);
    if (chosen) change(name, chosen.value);
  };
  return (
    <Setting name={name} label={label} text={text}>
      <select
        id={`setting-${name}`}
        class="field"
        aria-describedby={`about-${name}`}
        value={String(settings[name])}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {choices.map(({ value, label: words }) => (
          <option key={String(value)} value={String(value)}>
            {words}
          </option>
        ))}
      </select>
    </Setting>
  );
}
