import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Language, languageTags } from '../../src/domain/i18n/languages.ts';

/** The stores' limits, in characters; of two stores' the smaller one. */
const text = (most: number) => z.string().check(z.regex(/^\S(.*\S)?$/), z.maxLength(most));

/** What a store says of the extension, in one language. */
export const listingSchema = z.strictObject({
  title: text(45),
  /** The manifest's description, too. */
  summary: text(132),
  /** Paragraphs; a point of a list begins with a bullet. */
  description: z.array(text(1000)),
});
export type Listing = z.infer<typeof listingSchema>;

/** Where a language's listing lies, from the top of the repository. */
export const listingPath = (language: Language): string => `store-assets/listing/${language}.json`;

// Not by way of `command.ts`, which minds signals: wxt.config.ts reads this, too.
const root = join(import.meta.dirname, '../..');

/** @throws where it is missing, or not as the stores take it */
export const listingIn = (language: Language): Listing =>
  listingSchema.parse(JSON.parse(readFileSync(join(root, listingPath(language)), 'utf8')));

export const listings = (): [Language, Listing][] => languageTags.map((tag) => [tag, listingIn(tag)]);

/** As the store's forms take it. */
export const pasted = ({ title, summary, description }: Listing): string =>
  `${[title, summary, ...description].join('\n\n')}\n`;
