import { createContext, type ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { Translate } from '#domain/i18n/translate';
import { wordsFor, type Words } from '#domain/i18n/words';

const Translation = createContext<Translate | null>(null);
const Known = createContext<Words | null>(null);

/** Gives the page's words in the browser's language to everything inside; within another one, further words. */
export function WordsProvider({ words, children }: { words: Words; children: ComponentChildren }) {
  const outer = useContext(Known);
  const [{ all, t }] = useState(() => {
    const merged: Words = outer === null ? words : { en: { ...outer.en, ...words.en } };
    const translate = wordsFor(navigator.languages, merged);
    document.documentElement.lang = translate.locale;
    return { all: merged, t: translate };
  });
  return (
    <Known.Provider value={all}>
      <Translation.Provider value={t}>{children}</Translation.Provider>
    </Known.Provider>
  );
}

/** The translating function of the page. */
export function useWords(): Translate {
  const t = useContext(Translation);
  if (t === null) throw new Error('there are no words outside a WordsProvider');
  return t;
}
