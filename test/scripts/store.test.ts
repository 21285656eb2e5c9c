import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languageTags } from '#domain/i18n/languages';
import { type Listing, listingIn, listingPath, listingSchema } from '../../scripts/steps/listing.ts';
import { storeTexts } from '../../scripts/steps/store-files.ts';
import { storePictures } from '../../scripts/steps/store-pictures.ts';

/** Width and height of a PNG, px. */
function sizeOf(path: string): number[] {
  const png = readFileSync(path);
  if (png.toString('latin1', 12, 16) !== 'IHDR') throw new TypeError(`${path} is no PNG`);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

const textsOf = ({ title, summary, description }: Listing): string[] => [title, summary, ...description];
/** What stands in every language's text as it is. */
const named = ['Metalink', '[001:100].jpg', 'WebRTC', 'FTP', 'HTTP', 'UDP', 'MIT'];

describe('the listing', () => {
  const english = listingIn('en');

  it.each(languageTags)('in %s: every field as the stores take it, and every paragraph', (tag) => {
    const listing = listingIn(tag);
    expect(listing.title).toContain('Perseid');
    expect(listing.description.map((text) => text.startsWith('• '))).toEqual(
      english.description.map((text) => text.startsWith('• ')),
    );
    const whole = textsOf(listing).join('\n');
    expect(named.filter((word) => !whole.includes(word))).toEqual([]);
    expect(textsOf(listing).filter((text) => /[!！'"]|https?:/.test(text))).toEqual([]);
  });

  it.each(languageTags.filter((tag) => tag !== 'en'))('in %s is in that language, in no other', (tag) => {
    const texts = textsOf(listingIn(tag));
    const others = languageTags.filter((other) => other !== tag).map(listingIn);
    const foreign = new Set(others.flatMap(textsOf));
    expect(texts.filter((text) => foreign.has(text))).toEqual([]);
  });

  it('is refused where it is longer than a store takes, empty, or has another field', () => {
    const refused = [
      { ...english, title: 'x'.repeat(46) },
      { ...english, summary: 'x'.repeat(133) },
      { ...english, summary: '' },
      { ...english, summary: ' x' },
      { ...english, short: 'x' },
    ];
    expect(refused.map((one) => listingSchema.safeParse(one).success)).toEqual(refused.map(() => false));
    expect(listingSchema.parse({ ...english, summary: 'x'.repeat(132) }).summary).toHaveLength(132);
  });
});

describe('store-assets', () => {
  it.each(Object.entries(storeTexts()))('%s is up to date (npm run store -- texts)', (path, text) => {
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'missing').toBe(text);
  });

  it.each(storePictures)('$path is there, $width × $height (npm run store -- pictures)', ({ path, width, height }) => {
    expect(sizeOf(path)).toEqual([width, height]);
  });

  it.each([16, 32, 48, 128])('the icon of %i px is there', (size) => {
    expect(sizeOf(`public/icon/${size}.png`)).toEqual([size, size]);
  });

  it('has nothing but what is made, what it is made from, and the README’s pictures', () => {
    const made = [...Object.keys(storeTexts()), ...storePictures.map(({ path }) => path)];
    const written = [...languageTags.map(listingPath), 'store-assets/icon.svg'];
    const pictures = ['store-assets/popup-dark.png', 'store-assets/popup-light.png'];
    const files = globSync('store-assets/**/*.*');
    expect(files.toSorted()).toEqual([...made, ...written, ...pictures].toSorted());
  });
});
