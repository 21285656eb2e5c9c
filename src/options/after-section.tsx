import { afterwards } from '#domain/settings/settings';
import { isChromiums } from '#platform/permissions';
import { useWords } from '#ui/words';
import { ChoiceSetting } from './choice-setting.tsx';
import { PermittedSwitch } from './permitted-switch.tsx';
import { SwitchSetting } from './switch-setting.tsx';
import { useSettings } from './use-settings.ts';

/** What happens when a download is over, and while one runs. What the browser cannot do is not offered. */
export function AfterSection() {
  const t = useWords();
  const { settings } = useSettings();
  return (
    <>
      <PermittedSwitch
        name="notify"
        permission="notifications"
        label={t('options.notify')}
        text={t('options.notifyText')}
      />
      {settings.notify && isChromiums() && (
        <SwitchSetting name="notifySound" label={t('options.notifySound')} text={t('options.notifySoundText')} />
      )}
      {isChromiums() && (
        <PermittedSwitch
          name="keepAwake"
          permission="power"
          label={t('options.keepAwake')}
          text={t('options.keepAwakeText')}
        />
      )}
      <ChoiceSetting
        name="whenDone"
        label={t('options.whenDone')}
        text={t('options.whenDoneText')}
        choices={afterwards.map((value) => ({ value, label: t(`options.whenDone.${value}`) }))}
      />
    </>
  );
}
