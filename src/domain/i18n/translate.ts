import type { en } from './en.ts';
import { directionOf, languageOf } from './languages.ts';

type English = typeof en;

/** A key of the catalogue. */
export type MessageKey = keyof English;

/** One text per plural category of the language (Intl.PluralRules); `other` always. */
type PluralForms = { readonly other: string } & { readonly [Form in Intl.LDMLPluralRule]?: string };

/** The words of one language: the keys of the English one, plural where that is. */
export type Catalogue = { readonly [K in MessageKey]: English[K] extends string ? string : PluralForms };

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<M> = M extends string ? Names<M> : { [Form in keyof M]: Names<M[Form]> }[keyof M] | 'count';

/** What must be given besides the key: nothing, or every parameter of the English text. */
export type Params<K extends MessageKey> = [NamesOf<English[K]>] extends [never]
  ? []
  : [params: { readonly [Name in NamesOf<English[K]>]: Name extends 'count' ? number : string | number }];

/** A key without parameters. */
export type PlainKey = { [K in MessageKey]: Params<K> extends [] ? K : never }[MessageKey];

/** Gives the text of a key in one language. An unknown key or a missing parameter does not compile. */
export interface Translate {
  <K extends MessageKey>(key: K, ...params: Params<K>): string;
  /** BCP 47 tag: what numbers, dates and plurals follow. */
  readonly locale: string;
}

/**
 * Makes the translating function of one language; to switch at run time, make another one.
 * @param locale BCP 47 tag
 * @param catalogue the words of the place where it is used
 */
export function translator(locale: string, catalogue: Partial<Catalogue>): Translate {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  // Names and addresses run from left to right within words that do not: kept apart (Unicode's FSI and PDI).
  const [opens, ends] = directionOf(languageOf(locale)) === 'rtl' ? ['\u2068', '\u2069'] : ['', ''];
  const show = (value: string | number | undefined) =>
    typeof value === 'number' ? numbers.format(value) : `${opens}${value ?? ''}${ends}`;
  const translate = (key: MessageKey, params: Readonly<Record<string, string | number>> = {}): string => {
    const message: string | PluralForms | undefined = catalogue[key];
    if (message === undefined) throw new RangeError(`${key} is not among the words of this place`);
    const text =
      typeof message === 'string' ? message : (message[plurals.select(Number(params['count']))] ?? message.other);
    // Most have nothing to be filled in, and rows that are scrolled by ask for many.
    if (!text.includes('{')) return text;
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => show(params[name]));
  };
  return Object.assign(translate, { locale });
}
