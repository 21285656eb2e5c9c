import { at, type Rule, type Source } from '../source.ts';
import { importsOf, targetOf } from './imports.ts';

interface Layer {
  /** Other layers that it may import, by `#layer/…`. */
  layers: readonly string[];
  packages: readonly string[];
}

const core = ['platform', 'protocol', 'domain'];

/** Pure: ciphers, curves and hashes. */
const noble = ['@noble/ciphers/aes.js', '@noble/curves/ed25519.js', '@noble/hashes/hkdf.js', '@noble/hashes/sha2.js'];

/** docs/architecture.md, "Layers, one way". */
const layers: Readonly<Record<string, Layer>> = {
  domain: { layers: [], packages: ['zod/mini', '@rgrove/parse-xml', ...noble] },
  protocol: { layers: ['domain'], packages: ['zod/mini'] },
  platform: { layers: ['protocol', 'domain'], packages: ['webextension-polyfill', 'idb', 'zod/mini', 'hash-wasm'] },
  engine: { layers: core, packages: ['webtorrent/dist/webtorrent.min.js'] },
  background: { layers: core, packages: [] },
  content: { layers: core, packages: [] },
  ui: { layers: core, packages: ['preact', 'preact/hooks'] },
  popup: { layers: ['ui', ...core], packages: ['preact', 'preact/hooks'] },
  options: { layers: ['ui', ...core], packages: ['preact', 'preact/hooks'] },
  links: { layers: ['ui', ...core], packages: ['preact', 'preact/hooks'] },
  manager: { layers: ['ui', ...core], packages: ['preact', 'preact/hooks'] },
  welcome: { layers: ['ui', ...core], packages: ['preact', 'preact/hooks'] },
};

/** Entrypoints wire one context up. */
const entrypoints: Readonly<Record<string, Layer>> = {
  background: { layers: ['background'], packages: ['wxt'] },
  engine: { layers: ['engine'], packages: ['wxt'] },
  popup: { layers: ['popup'], packages: ['wxt'] },
  options: { layers: ['options'], packages: ['wxt'] },
  links: { layers: ['links'], packages: ['wxt'] },
  manager: { layers: ['manager'], packages: ['wxt'] },
  welcome: { layers: ['welcome'], packages: ['wxt'] },
  'link-capture': { layers: ['content'], packages: ['wxt'] },
  'magnet-capture': { layers: ['content'], packages: ['wxt'] },
};

/** The service, which runs on a machine of its own. It shares nothing with the extension but the domain. */
const server: Layer = {
  layers: ['domain'],
  packages: [
    'kysely',
    'pg',
    'hono',
    '@noble/curves/ed25519.js',
    'bittorrent-tracker/server',
    '@hono/node-server',
    'zod/mini',
    'node:',
  ],
};

interface Place extends Layer {
  /** For the message: `the domain layer`. */
  name: string;
  /** Relative imports stay below this path. */
  home: string;
}

/** Where a file belongs, or undefined for a room that the tables do not know. */
function placeOf(path: string): Place | undefined {
  const [top = '', room = ''] = path.split('/');
  if (top === 'server') return { ...server, name: 'the server', home: 'server/' };
  if (top === 'src') return layers[room] && { ...layers[room], name: `layer ${room}`, home: `src/${room}/` };
  const entry = room.replace(/\..*$/, '');
  return entrypoints[entry] && { ...entrypoints[entry], name: `entrypoint ${entry}`, home: `${top}/${entry}` };
}

const isPackage = (name: string, specifier: string): boolean =>
  specifier === name ||
  (name === 'node:' && specifier.startsWith(name)) ||
  (/^(?:wxt|hono|@hono\/node-server)$/.test(name) && specifier.startsWith(`${name}/`));

/** What is wrong with one import, or undefined. */
function judge(path: string, place: Place, specifier: string): string | undefined {
  const target = targetOf(path, specifier);
  const allowed = place.layers.join(', ') || 'no other layer';
  if (target === undefined) {
    if (place.packages.some((name) => isPackage(name, specifier))) return undefined;
    return `${place.name} may not import the package ${specifier}; wrap it in the layer that may, or add it to the table`;
  }
  if (specifier.startsWith('.')) {
    if (target.startsWith(place.home)) return undefined;
    return `${specifier} leaves ${place.name}; across layers write #layer/… (allowed: ${allowed})`;
  }
  const to = target.split('/')[1] ?? '';
  if (place.layers.includes(to)) return undefined;
  if (target.startsWith(place.home)) return `inside ${place.name} write a relative import instead of ${specifier}`;
  return `${place.name} may not import ${specifier} (allowed: ${allowed}); move the shared part down, or send a message`;
}

function brokenImports(source: Source): string[] {
  const place = placeOf(source.path);
  if (!place) return [`${source.path}: unknown room; add it to the tables in test/architecture/rules/layers.ts`];
  return importsOf(source).flatMap(({ specifier, offset }) => {
    const problem = judge(source.path, place, specifier);
    return problem === undefined ? [] : [at(source, offset, problem)];
  });
}

/** Imports go one way: inside a layer relative, across layers by `#layer/…` and only downwards. */
export const layersOneWay: Rule = (sources) => sources.flatMap(brokenImports);
