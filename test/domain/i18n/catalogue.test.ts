import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '#domain/error';
import { leaveReasons } from '#domain/source/leave-reason';
import { en } from '#domain/i18n/en';
import { details } from '#domain/i18n/en/details';
import { lists } from '#domain/i18n/en/lists';
import { policy } from '#domain/i18n/en/policy';
import { notes } from '#domain/i18n/notes';
import { backgroundWords } from '#domain/i18n/background-words';
import { optionsWords } from '../../../src/options/words.ts';
import { linksWords } from '../../../src/links/words.ts';
import { managerWords } from '../../../src/manager/words.ts';
import { welcomeWords } from '../../../src/welcome/words.ts';
import { popupWords } from '../../../src/popup/words.ts';
import { detailsWords } from '#ui/details/details-words';

const keys = Object.keys(en);
const textsOf = (message: string | Readonly<Record<string, string>>) =>
  typeof message === 'string' ? [message] : Object.values(message);
const texts = Object.values(en).flatMap(textsOf);

describe('catalogue', () => {
  test('every key has a note and every note a key', () => {
    expect(Object.keys(notes).toSorted()).toEqual(keys.toSorted());
    expect(Object.values(notes).filter((note) => note.trim().length < 5)).toEqual([]);
  });

  test('there is a sentence for every error and a phrase for every reason to leave', () => {
    const wanted = [...errorCodes.map((code) => `error.${code}`), ...leaveReasons.map((reason) => `leave.${reason}`)];
    expect(wanted.filter((key) => !keys.includes(key))).toEqual([]);
  });

  test('no reason and no error is left over', () => {
    const known = new Set<string>([
      ...errorCodes.map((c) => `error.${c}`),
      ...leaveReasons.map((r) => `leave.${r}`),
      'error.disk-fullRoom',
      'error.no-accessSite',
    ]);
    expect(keys.filter((key) => /^(error|leave)\./.test(key) && !known.has(key))).toEqual([]);
  });

  test('error texts are whole sentences, leave reasons are short phrases', () => {
    const wrong = (prefix: string, form: RegExp) =>
      Object.entries(en).filter(
        ([key, message]) => key.startsWith(prefix) && !(typeof message === 'string' && form.test(message)),
      );
    expect(wrong('error.', /^[A-Z].*\.$/)).toEqual([]);
    expect(wrong('leave.', /^[^.]{3,32}$/)).toEqual([]);
  });

  test('plain words: no exclamation marks, no Oops, no straight quotes', () => {
    expect(texts.filter((text) => /!|oops|['"]|\bthreads?\b|sorry|please/i.test(text))).toEqual([]);
  });

  test('every key is used', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('i18n/en') && !path.includes('i18n/notes.ts'))
      .map((path) => readFileSync(`src/${path}`, 'utf8'))
      .join('\n');
    const computed = [...sources.matchAll(/`([a-z][\w.]*\.)\$\{/g)].map((match) => match[1] ?? '');
    const unused = keys.filter(
      (key) => !sources.includes(`'${key}'`) && !computed.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  test.each([
    ['popup', { en: { ...popupWords.en, ...detailsWords.en, ...policy } }],
    ['ui/details', { en: { ...popupWords.en, ...detailsWords.en } }],
    ['ui/adding', { en: { ...popupWords.en, ...detailsWords.en } }],
    ['ui/downloads', { en: { ...popupWords.en, ...policy, ...lists } }],
    ['manager', { en: { ...managerWords.en, ...detailsWords.en } }],
    ['links', linksWords],
    ['options', optionsWords],
    ['welcome', welcomeWords],
    ['ui/privacy', welcomeWords],
    ['ui/privacy', optionsWords],
    ['background', backgroundWords],
  ])('what %s says is among its words, and what all pages say among the words of each', (place, { en: own }) => {
    const used = (folder: string): string[] => {
      const sources = readdirSync(`src/${folder}`, { encoding: 'utf8', recursive: folder !== 'ui' })
        .filter((path) => /\.tsx?$/.test(path))
        .map((path) => readFileSync(`src/${folder}/${path}`, 'utf8'))
        .join('\n');
      const computed = [...sources.matchAll(/`([a-z][\w.]*\.)\$\{/g)].map((match) => match[1] ?? '');
      return keys.filter((key) => sources.includes(`'${key}'`) || computed.some((prefix) => key.startsWith(prefix)));
    };
    const wanted = [...used(place), ...(place === 'background' ? [] : used('ui'))];
    expect(wanted.filter((key) => !Object.hasOwn(own, key))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(0);
  });

  test('words of a download’s properties are used by what is loaded with them alone', () => {
    const paths = ['src/popup', 'src/ui/downloads'].flatMap((folder) =>
      readdirSync(folder).map((name) => `${folder}/${name}`),
    );
    const first = paths.filter((path) => /\.tsx?$/.test(path) && path !== 'src/popup/details.tsx');
    const sources = first.map((path) => readFileSync(path, 'utf8')).join('\n');
    const used = Object.keys(details).filter((key) => sources.includes(`'${key}'`));
    expect(used).toEqual([]);
    expect(sources).not.toMatch(/`(details|teller|priority)\./);
  });

  test('notes are imported by no code, so that they cannot land in a bundle', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));
    expect(
      files.filter(
        (path) => !/i18n\/notes/.test(path) && /i18n\/notes|'\.\/notes/.test(readFileSync(`src/${path}`, 'utf8')),
      ),
    ).toEqual([]);
  });
});
