import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

const staticImport = /(?:\bfrom|\bimport)\s*["'`]([^"'`]+\.js)["'`]/g;

/**
 * Built scripts that import one another in a circle: whichever runs first finds the other's classes missing. Files of the source
 * may be free of circles while what they are put together into (wxt.config.ts, `chunks`) is not.
 *
 * @param folder of the built extension
 * @returns each circle as file names, the first one again at its end
 */
export function importCircles(folder: string): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file]);
    if (path.includes(file) || done.has(file) || !existsSync(join(folder, file))) return;
    for (const next of importsOf(folder, file)) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of ['background.js', ...readdirSync(join(folder, 'chunks')).map((name) => `chunks/${name}`)]) {
    visit(file, []);
  }
  return found;
}

function importsOf(folder: string, file: string): string[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return [...text.matchAll(staticImport)].map(([, to = '']) =>
    posix.join(to.startsWith('/') ? '.' : posix.dirname(file), to.replace(/^\//, '')),
  );
}
