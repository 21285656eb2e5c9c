import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { loadCatalogue, type PageCatalogue } from '#domain/i18n/catalogues';
import { directionOf, languageOf, localeFor, type Language } from '#domain/i18n/languages';
import { translator, type PlainKey, type Translate } from '#domain/i18n/translate';
import type { Words } from '#domain/i18n/words';
import { readSettingsStore, watchSettings } from '#platform/settings-store';

/** What a page is read in. */
export interface Tongue {
  /** BCP 47 tag. */
  readonly locale: string;
  /** Null: English. */
  readonly catalogue: PageCatalogue | null;
}

/** What the pages are read in by the user's choice, or else the browser's. Settings that cannot be read choose nothing. */
export async function readTongue(): Promise<Tongue> {
  const settings = await readSettingsStore().catch((error: unknown) => {
    console.error('language:', error);
    return null;
  });
  return tongueFor(settings?.language ?? null);
}

async function tongueFor(chosen: Language | null): Promise<Tongue> {
  const locale = localeFor(chosen, navigator.languages);
  return { locale, catalogue: await loadCatalogue(languageOf(locale)) };
}

interface Known extends Tongue {
  readonly english: Words['en'];
  readonly t: Translate;
}

const Known = createContext<Known | null>(null);

interface LanguageProviderProps {
  readonly first: Tongue;
  readonly words: Words;
  /** What the browser calls the page. */
  readonly title: PlainKey;
  readonly children: ComponentChildren;
}

/** Gives the page's words in its language to everything inside, and in another one when the user chooses that. */
export function LanguageProvider({ first, words, title, children }: LanguageProviderProps) {
  const [tongue, setTongue] = useState(first);
  useEffect(() => {
    const control = new AbortController();
    watchSettings(({ language }) => {
      void tongueFor(language).then((chosen) => {
        if (!control.signal.aborted) setTongue((now) => (now.locale === chosen.locale ? now : chosen));
      });
    }, control.signal);
    return () => control.abort();
  }, []);
  const { en } = words;
  const known = useMemo(() => knownOf(tongue, en), [tongue, en]);
  document.title = known.t(title);
  document.documentElement.lang = tongue.locale;
  document.documentElement.dir = directionOf(languageOf(tongue.locale));
  return <Known.Provider value={known}>{children}</Known.Provider>;
}

/** Within a page: further words, which came later. */
export function WordsProvider({ words, children }: { words: Words; children: ComponentChildren }) {
  const outer = useKnown();
  const { en } = words;
  const known = useMemo(() => knownOf(outer, { ...outer.english, ...en }), [outer, en]);
  return <Known.Provider value={known}>{children}</Known.Provider>;
}

function knownOf({ locale, catalogue }: Tongue, english: Words['en']): Known {
  return {
    locale,
    catalogue,
    english,
    t: translator(locale, catalogue === null ? english : { ...english, ...catalogue }),
  };
}

function useKnown(): Known {
  const known = useContext(Known);
  if (known === null) throw new Error('there are no words outside a LanguageProvider');
  return known;
}

/** The translating function of the page. */
export function useWords(): Translate {
  return useKnown().t;
}
