import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '#domain/i18n/en';
import { background } from '#domain/i18n/en/background';
import { loadCatalogue } from '#domain/i18n/catalogues';
import { directionOf, languageOf, languageTags, localeFor } from '#domain/i18n/languages';

type Message = string | Readonly<Record<string, string>>;

/** Words of a file as a translator's tool reads it. */
const readFile = (path: string): Record<string, Message> =>
  JSON.parse(readFileSync(`src/domain/i18n/locales/${path}`, 'utf8')) as Record<string, Message>;
const parameters = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].toSorted();
const formsOf = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));
const others = languageTags.filter((tag) => tag !== 'en');

test('every language has its files, and there are no others', () => {
  expect(readdirSync('src/domain/i18n/locales').toSorted()).toEqual(others.toSorted());
});

describe.each(others)('the words in %s', (language) => {
  const words: Record<string, Message> = {
    ...readFile(`${language}/background.json`),
    ...readFile(`${language}/pages.json`),
  };
  const english: Record<string, Message> = en;
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();

  test('every key, and no other; the background’s apart', () => {
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(english).toSorted());
    expect(Object.keys(readFile(`${language}/background.json`)).toSorted()).toEqual(Object.keys(background).toSorted());
  });

  test('plural forms: all that the language has', () => {
    const wrong = Object.entries(words).filter(([key, message]) =>
      typeof english[key] === 'string'
        ? typeof message !== 'string'
        : typeof message === 'string' || Object.keys(message).toSorted().join() !== pluralCategories.toSorted().join(),
    );
    expect(wrong).toEqual([]);
  });

  test('parameters: those of the English text; a form for few numbers may leave the number out', () => {
    const wrong = Object.entries(words).flatMap(([key, message]) => {
      const known = [...new Set(formsOf(english[key] ?? '').flatMap(parameters))];
      const needed = typeof message === 'string' ? known : parameters((english[key] as { other: string }).other);
      return Object.entries(typeof message === 'string' ? { other: message } : message)
        .filter(([form, text]) => {
          const has = parameters(text);
          const isExact = ['zero', 'one', 'two'].includes(form);
          return has.some((name) => !known.includes(name)) || (!isExact && needed.some((name) => !has.includes(name)));
        })
        .map(([form]) => `${key} (${form})`);
    });
    expect(wrong).toEqual([]);
  });

  test('plain words: no exclamation marks, no straight quotes, nothing empty, and it is that language', () => {
    const texts = Object.values(words).flatMap(formsOf);
    expect(texts.filter((text) => text.trim() === '' || /[!！'"]/.test(text))).toEqual([]);
    const same = Object.keys(words).filter((key) => JSON.stringify(words[key]) === JSON.stringify(english[key]));
    // Names, formats and a few words that languages share.
    expect(same.length).toBeLessThan(60);
  });

  test('is what the pages load', async () => {
    expect(await loadCatalogue(language)).toEqual(readFile(`${language}/pages.json`));
  });
});

describe('which language', () => {
  test('the browser’s first that there are words for, with its region', () => {
    expect(localeFor(null, ['it-IT', 'de-AT', 'en'])).toBe('de-AT');
    expect(localeFor(null, ['it'])).toBe('en');
    expect(localeFor(null, [])).toBe('en');
  });

  test('the chosen one, with the region that the browser has for it', () => {
    expect(localeFor('pt', ['en-US', 'pt-BR'])).toBe('pt-BR');
    expect(localeFor('pt', ['en-US'])).toBe('pt');
    expect(localeFor('en', ['de-DE', 'xx'])).toBe('en');
  });

  test('its words and its direction', () => {
    expect(languageOf('zh-Hant-TW')).toBe('zh');
    expect(languageOf('eo')).toBe('en');
    expect(languageTags.filter((tag) => directionOf(tag) === 'rtl')).toEqual(['ar', 'he']);
  });
});
