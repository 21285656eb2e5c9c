import { createContext, type ComponentChildren } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { PageCatalogue } from '#domain/i18n/catalogues';
import { translator, type Translate } from '#domain/i18n/translate';
import type { Words } from '#domain/i18n/words';

/** What a page is read in. */
export interface Tongue {
  /** BCP 47 tag. */
  readonly locale: string;
  /** Null: English. */
  readonly catalogue: PageCatalogue | null;
}

/** The words of a place, and what they are read in. */
export interface KnownWords extends Tongue {
  readonly english: Words['en'];
  readonly t: Translate;
}

const Known = createContext<KnownWords | null>(null);
/** Gives words to everything inside: those of the page, by `language`. */
export const KnownProvider = Known.Provider;

/** The words of a place in a language; what is not translated is English. */
export function knownWords({ locale, catalogue }: Tongue, english: Words['en']): KnownWords {
  const t = translator(locale, catalogue === null ? english : { ...english, ...catalogue });
  return { locale, catalogue, english, t };
}

/** Within a page: further words, which came later. */
export function WordsProvider({ words, children }: { words: Words; children: ComponentChildren }) {
  const outer = useKnown();
  const { en } = words;
  const known = useMemo(() => knownWords(outer, { ...outer.english, ...en }), [outer, en]);
  return <KnownProvider value={known}>{children}</KnownProvider>;
}

function useKnown(): KnownWords {
  const known = useContext(Known);
  if (known === null) throw new Error('there are no words outside a page');
  return known;
}

/** The translating function of the page. */
export function useWords(): Translate {
  return useKnown().t;
}
