import type { Language } from './languages.ts';
import type { Catalogue } from './translate.ts';

/** The words of all pages in one language; those of the background lie apart, for it can load nothing later. What is not translated yet is English. */
export type PageCatalogue = Partial<Catalogue>;

/** Each language's own file, in the package: a page loads the one it is read in, and none for English. */
const files: Record<Exclude<Language, 'en'>, () => Promise<{ readonly default: PageCatalogue }>> = {
  de: () => import('./locales/de/pages.json'),
  es: () => import('./locales/es/pages.json'),
  fr: () => import('./locales/fr/pages.json'),
  pt: () => import('./locales/pt/pages.json'),
  ru: () => import('./locales/ru/pages.json'),
  zh: () => import('./locales/zh/pages.json'),
  ja: () => import('./locales/ja/pages.json'),
  ar: () => import('./locales/ar/pages.json'),
  he: () => import('./locales/he/pages.json'),
};

/** The words of all pages in a language; null for English, whose words each page has with it. */
export async function loadCatalogue(language: Language): Promise<PageCatalogue | null> {
  return language === 'en' ? null : (await files[language]()).default;
}
