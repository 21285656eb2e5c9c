import { formatBytes } from '#domain/i18n/format';
import type { Settings } from '#domain/settings/settings';
import { useWords } from '#ui/words';
import { checkFolder, parseMebibytes, showMebibytes } from './parse.ts';
import { Setting } from './setting.tsx';
import { SwitchSetting } from './switch-setting.tsx';
import { TextSetting, type Reading } from './text-setting.tsx';
import { useSettings } from './use-settings.ts';

/** The keys to choose from; which one is free depends on the system. */
const bypassKeys: readonly Settings['bypassKey'][] = ['alt', 'ctrl', 'shift', 'none'];

/** What is taken over, and where it is saved. */
export function DownloadsSection() {
  const t = useWords();
  const readSize = (text: string): Reading<number> => {
    const value = parseMebibytes(text);
    return value === null ? { wrong: t('options.minimumBad') } : { value };
  };
  const readFolder = (text: string): Reading<string> => {
    const checked = checkFolder(text);
    if (checked.ok) return { value: checked.folder };
    return {
      wrong: checked.nearest === '' ? t('options.folderNone') : t('options.folderBad', { path: checked.nearest }),
    };
  };
  return (
    <>
      <TextSetting
        name="minimumSize"
        label={t('options.minimum')}
        text={t('options.minimumText')}
        show={showMebibytes}
        read={readSize}
        unit={(bytes) => t('options.mebibytes', { size: formatBytes(t.locale, bytes) })}
        numeric
      />
      <TextSetting
        name="folder"
        label={t('options.folder')}
        text={t('options.folderText')}
        show={(folder) => folder}
        read={readFolder}
        hint={t('options.folderHint')}
      />
      <BypassKey />
      <SwitchSetting name="takeDangerous" label={t('options.dangerous')} text={t('options.dangerousText')} />
    </>
  );
}

function BypassKey() {
  const t = useWords();
  const { settings, change } = useSettings();
  const choose = (value: string) => {
    const key = bypassKeys.find((one) => one === value);
    if (key) change('bypassKey', key);
  };
  return (
    <Setting name="bypassKey" label={t('options.bypass')} text={t('options.bypassText')}>
      <select
        id="setting-bypassKey"
        class="field"
        aria-describedby="about-bypassKey"
        value={settings.bypassKey}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {bypassKeys.map((key) => (
          <option key={key} value={key}>
            {t(`options.key.${key}`)}
          </option>
        ))}
      </select>
    </Setting>
  );
}
