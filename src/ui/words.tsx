import { createContext, type ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { Translate } from '#domain/i18n/translate';
import { wordsFor, type Words } from '#domain/i18n/words';

const Translation = createContext<Translate | null>(null);

/** Gives the page's words in the browser's language to everything inside. */
export function WordsProvider({ words, children }: { words: Words; children: ComponentChildren }) {
  const [t] = useState(() => {
    const translate = wordsFor(navigator.languages, words);
    document.documentElement.lang = translate.locale;
    return translate;
  });
  return <Translation.Provider value={t}>{children}</Translation.Provider>;
}

/** The translating function of the page. */
export function useWords(): Translate {
  const t = useContext(Translation);
  if (t === null) throw new Error('there are no words outside a WordsProvider');
  return t;
}
