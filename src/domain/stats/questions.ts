/** What anonymous statistics may ask, and every answer there is (BC19). An answer that is none of these is `other`. */
export const answers = {
  version: ['0.1', 'other'],
  language: [
    'ar',
    'cs',
    'de',
    'en',
    'es',
    'fr',
    'hi',
    'hu',
    'id',
    'it',
    'ja',
    'ko',
    'nl',
    'pl',
    'pt',
    'ro',
    'ru',
    'sv',
    'tr',
    'uk',
    'vi',
    'zh',
    'other',
  ],
  system: ['windows', 'mac', 'linux', 'chromeos', 'other'],
  feature: ['checksums', 'limits', 'metalink', 'mirrors', 'relink', 'schedule', 'torrents', 'none'],
} as const;

export type Question = keyof typeof answers;
export type Answer = (typeof answers)[Question][number];
export const questions = ['version', 'language', 'system', 'feature'] as const satisfies readonly Question[];
