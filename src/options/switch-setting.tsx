import { Setting } from './setting.tsx';
import { useSettings } from './use-settings.ts';

interface SwitchSettingProps {
  readonly name:
    | 'takeDangerous'
    | 'slowMode'
    | 'torrents'
    | 'askForPeers'
    | 'relayOnly'
    | 'askForKnown'
    | 'askBeforeAdding'
    | 'notifySound'
    | 'outside';
  readonly label: string;
  readonly text: string;
}

/** A setting that is on or off. */
export function SwitchSetting({ name, label, text }: SwitchSettingProps) {
  const { settings, change } = useSettings();
  return (
    <Setting name={name} label={label} text={text}>
      <input
        id={`setting-${name}`}
        class="switch"
        type="checkbox"
        role="switch"
        aria-describedby={`about-${name}`}
        checked={settings[name]}
        onChange={(event) => change(name, event.currentTarget.checked)}
      />
    </Setting>
  );
}
