import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { root } from '../../../scripts/steps/command.ts';
import { browserName } from '../browser/browser-name.ts';
import type { LaunchedBrowser } from '../browser/launched-browser.ts';
import { temporaryFolder } from '../temporary.ts';
import type { NextKind } from './editions.ts';

const target = browserName === 'firefox' ? 'firefox' : 'chrome';
const name = `${target}-mv3-e2e`;

/** A copy of the built extension, which can be updated in its place. */
export function installable(): `/${string}` {
  const folder = join(temporaryFolder('installed'), name) as `/${string}`;
  cpSync(join(root, '.output', name), folder, { recursive: true });
  return folder;
}

/** Builds the program with the next edition of the policy. @returns its folder */
export async function buildNext(kind: NextKind): Promise<string> {
  const folder = temporaryFolder(`next-${kind}`);
  const script = join(import.meta.dirname, 'build.ts');
  await promisify(execFile)(process.execPath, [script, kind, target, folder], { cwd: root });
  return join(folder, name);
}

/** Brings a build under the next version to an installed one, as an update does; the browser takes it when the extension is reloaded. */
export async function update(browser: LaunchedBrowser, installed: string, build: string): Promise<void> {
  if (build !== installed) {
    rmSync(installed, { recursive: true });
    cpSync(build, installed, { recursive: true });
  }
  const path = join(installed, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  // Else the browser goes on with the scripts that it knows.
  writeFileSync(path, JSON.stringify({ ...manifest, version: `${manifest.version}.1` }));
  await browser.fetchUpdate(installed);
}
