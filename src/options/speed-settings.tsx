import { parseSpeed, showSpeed } from '#domain/limit/speed-text';
import { useWords } from '#ui/words';
import { SwitchSetting } from './switch-setting.tsx';
import { TextSetting, type Reading } from './text-setting.tsx';

/** How fast, at most. */
export function SpeedSettings() {
  const t = useWords();
  const speed = (text: string): Reading<number | null> => {
    const reading = parseSpeed(text);
    return reading === 'bad' ? { wrong: t('options.speedBad') } : reading;
  };
  const someSpeed = (text: string): Reading<number> => {
    const { value } = { value: null, ...speed(text) };
    return value === null ? { wrong: t('options.speedBad') } : { value };
  };
  return (
    <>
      <TextSetting
        name="speedLimit"
        label={t('options.limit')}
        text={t('options.limitText')}
        show={showSpeed}
        read={speed}
        unit={() => t('options.perSecond')}
        numeric
      />
      <TextSetting
        name="uploadLimit"
        label={t('options.upload')}
        text={t('options.uploadText')}
        show={showSpeed}
        read={someSpeed}
        unit={() => t('options.perSecond')}
        numeric
      />
      <SwitchSetting name="slowMode" label={t('options.slow')} text={t('options.slowText')} />
      <TextSetting
        name="slowLimit"
        label={t('options.slowLimit')}
        text={t('options.slowLimitText')}
        show={showSpeed}
        read={someSpeed}
        unit={() => t('options.perSecond')}
        numeric
      />
    </>
  );
}
