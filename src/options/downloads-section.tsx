import { formatBytes } from '#domain/i18n/format';
import { modifiers, takeovers } from '#domain/settings/settings';
import { useWords } from '#ui/words';
import { ChoiceSetting } from './choice-setting.tsx';
import { checkFolder, parseMebibytes, showMebibytes } from './parse.ts';
import { Setting } from './setting.tsx';
import { TextSetting, type Reading } from './text-setting.tsx';
import { useSettings } from './use-settings.ts';

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
      <ChoiceSetting
        name="takeover"
        label={t('options.takeover')}
        text={t('options.takeoverText')}
        choices={takeovers.map((value) => ({ value, label: t(`options.takeover.${value}`) }))}
      />
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
      <ChoiceSetting
        name="bypassKey"
        label={t('options.bypass')}
        text={t('options.bypassText')}
        choices={modifiers.map((value) => ({ value, label: t(`options.key.${value}`) }))}
      />
      <TakeDangerous />
    </>
  );
}

function TakeDangerous() {
  const t = useWords();
  const { settings, change } = useSettings();
  return (
    <Setting name="takeDangerous" label={t('options.dangerous')} text={t('options.dangerousText')}>
      <input
        id="setting-takeDangerous"
        class="switch"
        type="checkbox"
        role="switch"
        aria-describedby="about-takeDangerous"
        checked={settings.takeDangerous}
        onChange={(event) => change('takeDangerous', event.currentTarget.checked)}
      />
    </Setting>
  );
}
