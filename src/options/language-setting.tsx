import { languages, languageTags } from '#domain/i18n/languages';
import { useWords } from '#ui/words';
import { ChoiceSetting } from './choice-setting.tsx';

/** Which language the pages speak; each is named in itself. */
export function LanguageSetting() {
  const t = useWords();
  return (
    <ChoiceSetting
      name="language"
      label={t('options.languageOf')}
      text={t('options.languageText')}
      choices={[
        { value: null, label: t('options.languageBrowser') },
        ...languageTags.map((value) => ({ value, label: languages[value] })),
      ]}
    />
  );
}
