import { menuWords as en } from './en-menu.ts';
import { chooseLocale, type Catalogue } from './translate.ts';

type MenuWords = Pick<Catalogue, keyof typeof en>;

/** One for each language of words.ts. */
const catalogues: Readonly<Record<string, MenuWords>> = { en };

/** The words of the context menu, in the first of these languages (BCP 47 tags) that there are words for. */
export function menuWordsFor(languages: readonly string[]): MenuWords {
  const locale = chooseLocale(languages, Object.keys(catalogues));
  return catalogues[locale.split('-')[0] ?? 'en'] ?? en;
}
