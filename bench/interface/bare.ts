import { cpSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/support/temporary.ts';

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Bare</title></head>
  <body><div id="app"></div><script type="module" src="./bare.js"></script></body>
</html>
`;

const script = `import { h, render } from './preact.js';
render(h('h1', null, 'Bare'), document.getElementById('app'));
`;

/** The page of it, inside the extension. */
export const barePage = 'bare.html';

/**
 * A copy of a built extension that has one page more: Preact as it is published, which paints one heading. What our pages take beyond that is
 * ours.
 * @returns its folder
 */
export function withBarePage(built: string): `/${string}` {
  const folder = temporaryFolder('bare') as `/${string}`;
  cpSync(built, folder, { recursive: true });
  cpSync(fileURLToPath(import.meta.resolve('preact')), join(folder, 'preact.js'));
  writeFileSync(join(folder, barePage), page);
  writeFileSync(join(folder, 'bare.js'), script);
  return folder;
}
