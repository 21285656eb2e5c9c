import { useState } from 'preact/hooks';
import type { Settings } from '#domain/settings/settings';
import { useWords } from '#ui/words';
import { parseTime, showTime, weekdayName } from './parse.ts';
import { Setting } from './setting.tsx';
import { useSettings } from './use-settings.ts';

interface TimesSettingProps {
  readonly name: 'slowTimes' | 'activeTimes';
  readonly label: string;
  readonly text: string;
}

/** Monday first. */
const week = [1, 2, 3, 4, 5, 6, 0];

/** Hours and days that are switched on and off. */
export function TimesSetting({ name, label, text }: TimesSettingProps) {
  const t = useWords();
  const { settings, change } = useSettings();
  const [wrong, setWrong] = useState<string | null>(null);
  const times = settings[name];
  const set = (part: Partial<Settings[typeof name]>) => {
    setWrong(null);
    change(name, { ...times, ...part });
  };
  const setDay = (day: number, on: boolean) => {
    const days = on ? [...times.days, day].toSorted((a, b) => a - b) : times.days.filter((other) => other !== day);
    if (days.length === 0) return setWrong(t('options.noDay'));
    set({ days });
  };
  const hour = (part: 'from' | 'to') => (
    <label class="hour">
      {t(`options.${part}`)}
      <input
        class="field"
        type="time"
        required
        value={showTime(times[part])}
        onChange={(event) => set({ [part]: parseTime(event.currentTarget.value) ?? times[part] })}
      />
    </label>
  );
  return (
    <Setting name={name} label={label} text={text} wrong={wrong}>
      <input
        id={`setting-${name}`}
        class="switch"
        type="checkbox"
        role="switch"
        aria-describedby={`about-${name}`}
        checked={times.on}
        onChange={(event) => set({ on: event.currentTarget.checked })}
      />
      {times.on && (
        <div class="times" role="group" aria-label={label}>
          {hour('from')}
          {hour('to')}
          {week.map((day) => (
            <label key={day}>
              <input
                type="checkbox"
                // Drawn anew after a refused change.
                key={`${day}${wrong}`}
                checked={times.days.includes(day)}
                onChange={(event) => setDay(day, event.currentTarget.checked)}
              />
              {weekdayName(t.locale, day)}
            </label>
          ))}
        </div>
      )}
    </Setting>
  );
}
