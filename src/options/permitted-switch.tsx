import { useEffect, useState } from 'preact/hooks';
import { hasPermission, requestPermission, watchPermissions, type Permission } from '#platform/permissions';
import { useWords } from '#ui/words';
import { Setting } from './setting.tsx';
import { useSettings } from './use-settings.ts';

interface PermittedSwitchProps {
  readonly name: 'notify' | 'keepAwake';
  /** What the browser has to allow for it. */
  readonly permission: Permission;
  readonly label: string;
  readonly text: string;
}

/** A setting that is on or off and needs a permission, which is asked for when it is switched on. Without it the switch is off, and says why. */
export function PermittedSwitch({ name, permission, label, text }: PermittedSwitchProps) {
  const t = useWords();
  const { settings, change } = useSettings();
  const granted = usePermission(permission);
  const [denied, setDenied] = useState(false);
  const isGone = settings[name] && granted === false;
  const flip = async (on: boolean): Promise<void> => {
    // Asked in the click's own turn, or the browser refuses to ask.
    const allowed = !on || (await requestPermission(permission));
    setDenied(!allowed);
    if (allowed) change(name, on);
  };
  const gone = isGone ? t('options.permissionGone') : null;
  return (
    <Setting name={name} label={label} text={text} wrong={denied ? t('options.notPermitted') : gone}>
      <input
        id={`setting-${name}`}
        class="switch"
        type="checkbox"
        role="switch"
        aria-describedby={`about-${name}`}
        checked={settings[name] && granted !== false}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          // It shows what holds, also where the browser says no.
          event.currentTarget.checked = settings[name] && granted !== false;
          void flip(checked);
        }}
      />
    </Setting>
  );
}

/** Whether the browser has given it, also when that changes; null: not known yet. */
function usePermission(permission: Permission): boolean | null {
  const [granted, setGranted] = useState<boolean | null>(null);
  useEffect(() => {
    const control = new AbortController();
    const look = async (): Promise<void> => {
      const has = await hasPermission(permission);
      if (!control.signal.aborted) setGranted(has);
    };
    watchPermissions(() => void look(), control.signal);
    void look();
    return () => control.abort();
  }, [permission]);
  return granted;
}
