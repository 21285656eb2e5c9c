import { createContext, type ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { en } from '#domain/i18n/en';
import { chooseLocale, translator, type Catalogue, type Translate } from '#domain/i18n/translate';

/** The languages there are words for. */
const catalogues: Readonly<Record<string, Catalogue>> = { en };

/** The translating function for the first of these languages that there are words for. */
function wordsFor(languages: readonly string[]): Translate {
  const locale = chooseLocale(languages, Object.keys(catalogues));
  return translator(locale, catalogues[locale.split('-')[0] ?? 'en'] ?? en);
}

const Words = createContext<Translate>(translator('en', en));

/** Gives the words of the browser's language to everything inside. */
export function WordsProvider({ children }: { children: ComponentChildren }) {
  const [t] = useState(() => {
    const words = wordsFor(navigator.languages);
    document.documentElement.lang = words.locale;
    return words;
  });
  return <Words.Provider value={t}>{children}</Words.Provider>;
}

/** The translating function of the page. */
export function useWords(): Translate {
  return useContext(Words);
}
