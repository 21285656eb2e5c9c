import { background } from './en/background.ts';
import ar from './locales/ar/background.json';
import de from './locales/de/background.json';
import es from './locales/es/background.json';
import fr from './locales/fr/background.json';
import he from './locales/he/background.json';
import ja from './locales/ja/background.json';
import pt from './locales/pt/background.json';
import ru from './locales/ru/background.json';
import zh from './locales/zh/background.json';
import type { Language } from './languages.ts';

/** The words of the background in every language: a service worker can load nothing later. */
export const backgroundWords = { en: background, ar, de, es, fr, he, ja, pt, ru, zh } as const satisfies Record<
  Language,
  Partial<Record<keyof typeof background, string>>
>;
