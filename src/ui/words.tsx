import { createContext, type ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { Translate } from '#domain/i18n/translate';
import { wordsFor } from '#domain/i18n/words';

const Words = createContext<Translate>(wordsFor([]));

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
