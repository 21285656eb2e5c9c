import { chooseLocale } from './languages.ts';
import { translator, type Catalogue, type Translate } from './translate.ts';

/** The words of one place (a page, the menu) in every language there are words for; English always. */
export interface Words {
  readonly en: Partial<Catalogue>;
  readonly [language: string]: Partial<Catalogue>;
}

/** The translating function for the first of these languages (BCP 47 tags, most wanted first) that there are words for. */
export function wordsFor(languages: readonly string[], words: Words): Translate {
  const locale = chooseLocale(languages, Object.keys(words));
  return translator(locale, { ...words.en, ...words[locale.split('-')[0] ?? 'en'] });
}
