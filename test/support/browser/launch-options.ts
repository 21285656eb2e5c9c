import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from './browser-name.ts';

const root = join(import.meta.dirname, '../../..');

export interface LaunchOptions {
  /** Folder of the profile; one that was launched before keeps the extension and its storage. Default: a fresh one. */
  profile?: string;
  /** Where the browser saves. Default: a fresh folder. */
  downloads?: string;
  /** Folder under .output (in Firefox: its build of the same kind), or an absolute path; null: no extension. Default: chrome-mv3-e2e. */
  build?: 'chrome-mv3' | 'chrome-mv3-e2e' | `/${string}` | null;
  /** Whether the policy is accepted where the extension is installed, as a person does it; default true. */
  accept?: boolean;
  /** Default true. */
  headless?: boolean;
  extraArgs?: readonly string[];
  /** Preferences by dotted name, as in the browser's own file. */
  prefs?: Record<string, unknown>;
  env?: Record<string, string>;
  /** Certificate (DER) of an authority that Firefox trusts as if it were one of its own; Chromium has a flag for that. */
  trusted?: Buffer;
  /** A command that becomes the browser, such as one that enters a network namespace. */
  within?: readonly string[];
  /** The port over which Firefox is to be driven; default: any that is free. */
  drivenAt?: number | null;
}

/** The folder of the extension that is launched; null: none. @throws when it is not built */
export function extensionFolder(browser: BrowserName, build: LaunchOptions['build'] = 'chrome-mv3-e2e'): string | null {
  if (build === null) return null;
  const name = browser === 'firefox' ? build.replace(/^chrome-/, 'firefox-') : build;
  const folder = name.startsWith('/') ? name : join(root, '.output', name);
  if (!existsSync(join(folder, 'manifest.json')))
    throw new Error(`${folder} holds no extension: npm run build:e2e makes it`);
  return folder;
}
