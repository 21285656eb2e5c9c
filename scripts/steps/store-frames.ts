import type { Listing } from './listing.ts';
import type { Scheme } from './store-pictures.ts';

/** What the composed pictures are made of. */
export interface Look {
  readonly listing: Listing;
  /** The icon, as SVG. */
  readonly icon: string;
}

const image = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
/** What the picture says: name, and what it is. */
const [name, sort] = ['Perseid', 'A download manager that keeps to itself'];

const colours: Readonly<Record<Scheme, string>> = {
  light:
    '--bg: oklch(95% 0.012 260); --text: oklch(25% 0.02 260); --text-2: oklch(42% 0.02 260); --edge: oklch(25% 0.02 260 / 0.14)',
  dark: '--bg: oklch(16% 0.018 260); --text: oklch(96% 0.008 260); --text-2: oklch(80% 0.015 260); --edge: oklch(100% 0 0 / 0.14)',
};

const page = (scheme: Scheme, style: string, body: string): string => `<!doctype html>
<style>
  :root { ${colours[scheme]} }
  * { box-sizing: border-box; margin: 0 }
  body { inline-size: 100vw; block-size: 100vh; overflow: hidden; background: var(--bg); color: var(--text);
    font-family: system-ui, 'Segoe UI', Roboto, sans-serif }
  img { display: block; border-radius: 10px; box-shadow: 0 24px 60px oklch(0% 0 0 / 0.35), 0 0 0 1px var(--edge) }
  p { color: var(--text-2) }
  ${style}
</style>
${body}`;

/** A screenshot for the stores: words, and the popup beside them. */
export const poster = ({ listing, icon }: Look, scheme: Scheme, popup: Uint8Array): string =>
  page(
    scheme,
    `body { display: grid; grid-template-columns: 1fr 500px; align-items: center; gap: 72px; padding-inline: 88px }
    svg { inline-size: 96px }
    h1 { font-size: 56px; line-height: 1.1; margin-block: 28px 20px }
    p { font-size: 25px; line-height: 1.45 }
    img { inline-size: 500px }`,
    `<div>${icon}<h1>${name}</h1><p>${escaped(listing.summary)}</p></div><img src="${image(popup)}">`,
  );

/** A tile: icon, name and what it is, and a page that runs out of the picture. */
export const tile = ({ icon }: Look, shot: Uint8Array, size: 'small' | 'large'): string =>
  page(
    'dark',
    `body { position: relative; background: linear-gradient(#1c2b45, #0e1626) }
    div { position: absolute; inset-block: 0; display: flex; flex-direction: column; justify-content: center }
    img { position: absolute }
    ${
      size === 'small'
        ? `div { inset-inline-start: 28px; inline-size: 190px } svg { inline-size: 56px } h1 { font-size: 32px; margin-block: 12px 6px }
          p { font-size: 15px; line-height: 1.35 } img { inline-size: 260px; inset-inline-start: 236px; inset-block-start: 36px }`
        : `div { inset-inline-start: 88px; inline-size: 430px } svg { inline-size: 112px } h1 { font-size: 72px; margin-block: 24px 12px }
          p { font-size: 28px; line-height: 1.35 } img { inline-size: 1000px; inset-inline-start: 580px; inset-block-start: 72px }`
    }`,
    `<div>${icon}<h1>${name}</h1><p>${sort}</p></div><img src="${image(shot)}">`,
  );
