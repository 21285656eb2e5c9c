import { IconButton } from '#ui/button';
import { useWords } from '#ui/words';
import { Outcome } from './setting.tsx';
import { SwitchSetting } from './switch-setting.tsx';
import { useSettings } from './use-settings.ts';

/** Whether other extensions may ask to add downloads, and those that have asked: about one that is taken off the list the user is asked again. */
export function CallersSetting() {
  const t = useWords();
  const { settings } = useSettings();
  return (
    <>
      <SwitchSetting name="outside" label={t('options.outside')} text={t('options.outsideText')} />
      {(settings.outside || settings.callers.length > 0) && <Callers />}
    </>
  );
}

function Callers() {
  const t = useWords();
  const { settings, change } = useSettings();
  const { callers } = settings;
  const forget = (id: string): void =>
    change(
      'callers',
      callers.filter((other) => other.id !== id),
    );
  return (
    <div class="setting">
      <div class="setting-words">
        <h3>{t('options.callers')}</h3>
        <p>{t('options.callersText')}</p>
      </div>
      <div class="setting-control">
        {callers.length === 0 && <p class="none">{t('options.noneLeftAlone')}</p>}
        <ul class="sites">
          {callers.map(({ id, allowed }) => (
            <li key={id}>
              {t(allowed ? 'options.callerAllowed' : 'options.callerRefused', { id })}
              <IconButton icon="cancel" label={t('options.callerForget', { id })} onPress={() => forget(id)} />
            </li>
          ))}
        </ul>
      </div>
      <div class="setting-outcome" aria-live="polite">
        <Outcome name="callers" />
      </div>
    </div>
  );
}
