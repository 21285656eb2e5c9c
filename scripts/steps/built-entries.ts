import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What each entry of a built extension makes the browser load at once, as file names inside the output folder. */
export type Entries = Record<string, string[]>;

interface Manifest {
  background?: { service_worker?: string; scripts?: string[] };
  action?: { default_popup?: string };
  options_ui?: { page?: string };
}

const staticImport = /(?:\bfrom|\bimport)\s*["'`]([^"'`]+\.js)["'`]/g;
const pageAsset = /<(?:script|link)\b[^>]*?\s(?:src|href)=["']?([^"'\s>]+\.(?:js|css))/g;
const startedWorker = /new Worker\((?:new URL\()?\s*["'`]([^"'`]+\.js)/g;

/** What a file refers to by `pattern`, as file names inside the output folder: absolute references count from its top. */
function references(folder: string, from: string, pattern: RegExp): string[] {
  const text = readFileSync(join(folder, from), 'utf8');
  return [...text.matchAll(pattern)].map(([, to = '']) =>
    posix.join(to.startsWith('/') ? '.' : posix.dirname(from), to.replace(/^\//, '')),
  );
}

/** What one file loads without being asked again: a page its scripts, preloads and styles; a script its imports. */
function eager(folder: string, file: string): string[] {
  if (file.endsWith('.css')) return [];
  return references(folder, file, file.endsWith('.html') ? pageAsset : staticImport);
}

/** The files and everything they load at once, each listed once. */
function firstLoad(folder: string, files: readonly string[]): string[] {
  const found = new Set<string>();
  const waiting = files.filter((file) => existsSync(join(folder, file)));
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    if (found.has(file)) continue;
    found.add(file);
    waiting.push(...eager(folder, file));
  }
  return [...found];
}

/**
 * The entries of a built extension. An entry that was not built has no files.
 *
 * @param folder of the built extension, with manifest.json at its top
 */
export function builtEntries(folder: string): Entries {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const { service_worker: worker, scripts = [] } = manifest.background ?? {};
  const page = firstLoad(folder, ['engine.html']);
  const workers = page.flatMap((file) => references(folder, file, startedWorker));
  const content = existsSync(join(folder, 'content-scripts')) ? readdirSync(join(folder, 'content-scripts')) : [];
  return {
    background: firstLoad(folder, worker ? [worker] : scripts),
    popup: firstLoad(folder, [manifest.action?.default_popup ?? 'popup.html']),
    links: firstLoad(folder, ['links.html']),
    manager: firstLoad(folder, ['manager.html']),
    options: firstLoad(folder, [manifest.options_ui?.page ?? 'options.html']),
    engine: firstLoad(folder, [...page, ...workers]),
    content: firstLoad(
      folder,
      content.map((file) => `content-scripts/${file}`),
    ),
  };
}
