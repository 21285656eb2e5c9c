import { bounds } from '#domain/settings/settings';
import { useWords } from '#ui/words';
import { ForgetLessons } from './forget-lessons.tsx';
import { HostRules } from './host-rules.tsx';
import { parseWhole } from './parse.ts';
import { SpeedSettings } from './speed-settings.tsx';
import { TextSetting, type Reading } from './text-setting.tsx';
import { TimesSetting } from './times-setting.tsx';

/** How fast, how hard a site is asked, how much runs at once, and when. */
export function SpeedSection() {
  const t = useWords();
  const number =
    ({ least, most }: { least: number; most: number }) =>
    (text: string): Reading<number> => {
      const value = parseWhole(text, least, most);
      return value === null ? { wrong: t('options.numberBad', { least, most }) } : { value };
    };
  return (
    <>
      <SpeedSettings />
      <TimesSetting name="slowTimes" label={t('options.slowTimes')} text={t('options.slowTimesText')} />
      <TimesSetting name="activeTimes" label={t('options.activeTimes')} text={t('options.activeTimesText')} />
      <TextSetting
        name="connectionsPerHost"
        label={t('options.connections')}
        text={t('options.connectionsText')}
        show={String}
        read={number(bounds.connections)}
        numeric
      />
      <TextSetting
        name="activeTasks"
        label={t('options.tasks')}
        text={t('options.tasksText')}
        show={String}
        read={number(bounds.tasks)}
        numeric
      />
      <HostRules />
      <ForgetLessons />
    </>
  );
}
