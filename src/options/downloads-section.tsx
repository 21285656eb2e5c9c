import { formatBytes } from '#domain/i18n/format';
import { conflicts, modifiers, takeovers } from '#domain/settings/settings';
import { useWords } from '#ui/words';
import { ChoiceSetting } from './choice-setting.tsx';
import { FolderRules } from './folder-rules.tsx';
import { parseMebibytes, showMebibytes } from './parse.ts';
import { readFolder } from './read-folder.ts';
import { PeerServerSetting } from './peer-server.tsx';
import { SwitchSetting } from './switch-setting.tsx';
import { TextSetting, type Reading } from './text-setting.tsx';

/** What is taken over, and where it is saved. */
export function DownloadsSection() {
  const t = useWords();
  const readSize = (text: string): Reading<number> => {
    const value = parseMebibytes(text);
    return value === null ? { wrong: t('options.minimumBad') } : { value };
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
        read={(text) => readFolder(t, text)}
        hint={t('options.folderHint')}
      />
      <FolderRules />
      <ChoiceSetting
        name="conflict"
        label={t('options.conflict')}
        text={t('options.conflictText')}
        choices={conflicts.map((value) => ({ value, label: t(`options.conflict.${value}`) }))}
      />
      <SwitchSetting
        name="askBeforeAdding"
        label={t('options.askBeforeAdding')}
        text={t('options.askBeforeAddingText')}
      />
      <SwitchSetting name="askForKnown" label={t('options.askForKnown')} text={t('options.askForKnownText')} />
      <ChoiceSetting
        name="bypassKey"
        label={t('options.bypass')}
        text={t('options.bypassText')}
        choices={modifiers.map((value) => ({ value, label: t(`options.key.${value}`) }))}
      />
      <SwitchSetting name="torrents" label={t('options.torrents')} text={t('options.torrentsText')} />
      <SwitchSetting name="askForPeers" label={t('options.askForPeers')} text={t('options.askForPeersText')} />
      <PeerServerSetting />
      <SwitchSetting name="takeDangerous" label={t('options.dangerous')} text={t('options.dangerousText')} />
    </>
  );
}
