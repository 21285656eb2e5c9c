import { en } from './en.ts';
import { chooseLocale, translator, type Catalogue, type Translate } from './translate.ts';

/** The languages there are words for. */
const catalogues: Readonly<Record<string, Catalogue>> = { en };

/** The translating function for the first of these languages (BCP 47 tags, most wanted first) that there are words for. */
export function wordsFor(languages: readonly string[]): Translate {
  const locale = chooseLocale(languages, Object.keys(catalogues));
  return translator(locale, catalogues[locale.split('-')[0] ?? 'en'] ?? en);
}
