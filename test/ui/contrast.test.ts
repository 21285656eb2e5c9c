import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Colours = ReadonlyMap<string, number>;

/** Relative luminance (WCAG 2.2) of an OKLCH colour, by OKLab → linear sRGB (Björn Ottosson's matrices), clipped to the gamut. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Luminances of the opaque colours of one block of the tokens. */
function colours(block: string): Colours {
  const found = [...block.matchAll(/--([\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\);/g)];
  return new Map(found.map(([, name, l, c, h]) => [name ?? '', luminance(Number(l) / 100, Number(c), Number(h))]));
}

function contrast(scheme: Colours, one: string, other: string): number {
  const [a, b] = [scheme.get(one), scheme.get(other)];
  if (a === undefined || b === undefined) throw new TypeError(`no colour ${a === undefined ? one : other}`);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const css = readFileSync('src/ui/tokens.css', 'utf8');
const [lightBlock = '', darkBlock = ''] = css.split('@media (prefers-color-scheme: dark)');
const schemes = { light: colours(lightBlock), dark: colours(darkBlock.split('@media')[0] ?? '') };

const surfaces = ['bg', 'raised', 'hover', 'press'];
const texts = ['text', 'text-2', 'accent-text', 'good', 'bad'];
const edges = ['edge', 'accent-edge', 'focus'];

/** Properties that would not turn round in a right-to-left language. */
const physical =
  /(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:/gm;

describe('colours', () => {
  test('black on white is 21 : 1', () => {
    const known = new Map([
      ['white', luminance(1, 0, 0)],
      ['black', luminance(0, 0, 0)],
    ]);
    expect(contrast(known, 'white', 'black')).toBeCloseTo(21, 1);
  });

  for (const [name, scheme] of Object.entries(schemes)) {
    test(`${name}: every text pair has at least 4.5 : 1`, () => {
      const pairs = surfaces.flatMap((surface) => texts.map((text) => [text, surface] as const));
      const weak = [...pairs, ['on-accent', 'accent'] as const].filter(
        ([text, surface]) => contrast(scheme, text, surface) < 4.5,
      );
      expect(
        weak.map(([text, surface]) => `${text} on ${surface}: ${contrast(scheme, text, surface).toFixed(2)}`),
      ).toEqual([]);
    });

    test(`${name}: every control edge has at least 3 : 1`, () => {
      const pairs = ['bg', 'raised', 'hover'].flatMap((surface) => edges.map((edge) => [edge, surface] as const));
      const weak = pairs.filter(([edge, surface]) => contrast(scheme, edge, surface) < 3);
      expect(
        weak.map(([edge, surface]) => `${edge} on ${surface}: ${contrast(scheme, edge, surface).toFixed(2)}`),
      ).toEqual([]);
    });
  }

  test('no style uses a colour that is not a token, nor a physical direction', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.css') && path !== 'ui/tokens.css',
    );
    expect(files.length).toBeGreaterThan(5);
    for (const path of files) {
      const file = `src/${path}`;
      const text = readFileSync(file, 'utf8');
      expect(text.match(/#[\da-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(/gi), file).toBeNull();
      expect(text.match(physical), file).toBeNull();
    }
  });
});
