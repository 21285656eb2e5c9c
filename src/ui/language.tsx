import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { loadCatalogue } from '#domain/i18n/catalogues';
import { directionOf, languageOf, localeFor, type Language } from '#domain/i18n/languages';
import type { PlainKey } from '#domain/i18n/translate';
import type { Words } from '#domain/i18n/words';
import { readSettingsStore, watchSettings } from '#platform/settings-store';
import { KnownProvider, knownWords, type Tongue } from './words.tsx';

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
  const known = useMemo(() => knownWords(tongue, en), [tongue, en]);
  document.title = known.t(title);
  document.documentElement.lang = tongue.locale;
  document.documentElement.dir = directionOf(languageOf(tongue.locale));
  return <KnownProvider value={known}>{children}</KnownProvider>;
}
