import { useWords } from '#ui/words';
import { parseWhole } from './parse.ts';
import { TextSetting, type Reading } from './text-setting.tsx';

/** The bounds of the two numbers, as the settings' schema has them. */
const connections = { least: 1, most: 32 };
const tasks = { least: 1, most: 20 };

/** How hard a site is asked, and how much runs at once. */
export function SpeedSection() {
  const t = useWords();
  const reader =
    ({ least, most }: { least: number; most: number }) =>
    (text: string): Reading<number> => {
      const value = parseWhole(text, least, most);
      return value === null ? { wrong: t('options.numberBad', { least, most }) } : { value };
    };
  return (
    <>
      <TextSetting
        name="connectionsPerHost"
        label={t('options.connections')}
        text={t('options.connectionsText')}
        show={String}
        read={reader(connections)}
        numeric
      />
      <TextSetting
        name="activeTasks"
        label={t('options.tasks')}
        text={t('options.tasksText')}
        show={String}
        read={reader(tasks)}
        numeric
      />
    </>
  );
}
