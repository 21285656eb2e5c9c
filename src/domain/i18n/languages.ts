/** The languages of the interface, as BCP 47 tags. */
export const languageTags = ['en', 'de', 'es', 'fr', 'pt', 'ru', 'zh', 'ja', 'ar', 'he'] as const;

export type Language = (typeof languageTags)[number];

/** Each by its own name. */
export const languages: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  pt: 'Português',
  ru: 'Русский',
  zh: '简体中文',
  ja: '日本語',
  ar: 'العربية',
  he: 'עברית',
};

/** The language of a locale that `localeFor` gave. */
export function languageOf(locale: string): Language {
  const [subtag = ''] = locale.toLowerCase().split('-');
  return languageTags.find((tag) => tag === subtag) ?? 'en';
}

/** The way its lines run. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' || language === 'he' ? 'rtl' : 'ltr';
}

/**
 * The locale that words, numbers and dates follow (BCP 47 tag).
 * @param chosen by the user; null: as the browser
 * @param wanted the browser's languages, most wanted first: they also give the region of the chosen one
 */
export function localeFor(chosen: Language | null, wanted: readonly string[]): string {
  if (chosen === null) return chooseLocale(wanted, languageTags);
  return wanted.find((tag) => languageOf(tag) === chosen && tag.toLowerCase().startsWith(chosen)) ?? chosen;
}

/**
 * The first wanted language that there are words for, with its region (numbers and dates follow it); else English.
 * @param wanted BCP 47 tags, most wanted first
 * @param available language subtags of the catalogues
 */
export function chooseLocale(wanted: readonly string[], available: readonly string[]): string {
  return wanted.find((tag) => available.includes(tag.split('-')[0]?.toLowerCase() ?? '')) ?? 'en';
}
