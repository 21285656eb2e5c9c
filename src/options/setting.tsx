import type { ComponentChildren } from 'preact';
import { Button } from '#ui/button';
import { Icon } from '#ui/icons';
import { useWords } from '#ui/words';
import { useSettings, type SettingName } from './use-settings.ts';

interface SettingProps {
  readonly name: SettingName;
  readonly label: string;
  /** One sentence that explains it. */
  readonly text: string;
  /** What is wrong with the input, as a sentence; nothing has been changed then. */
  readonly wrong?: string | null;
  /** The control; its id is `setting-<name>`, its describedby `about-<name>`. */
  readonly children: ComponentChildren;
}

/** One setting: label, sentence, control, and what became of the last change. */
export function Setting({ name, label, text, wrong = null, children }: SettingProps) {
  return (
    <div class="setting">
      <div class="setting-words">
        <label for={`setting-${name}`}>{label}</label>
        <p id={`about-${name}`}>{text}</p>
      </div>
      <div class="setting-control">{children}</div>
      <div class="setting-outcome" aria-live="polite">
        {wrong === null ? <Outcome name={name} /> : <p class="wrong">{wrong}</p>}
      </div>
    </div>
  );
}

/** What became of the last change of a setting. */
export function Outcome({ name }: { name: SettingName }) {
  const t = useWords();
  const { last, undo } = useSettings();
  if (last?.name !== name) return null;
  if (last.failed) return <p class="wrong">{t('options.notSaved')}</p>;
  return (
    <p class="saved">
      <Icon name="check" />
      {t('options.saved')}
      <Button look="bare" onPress={undo}>
        {t('options.undo')}
      </Button>
    </p>
  );
}
