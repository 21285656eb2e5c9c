import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type Browser, launch as launchChromium } from 'puppeteer';
import { ensureChromium } from '../../scripts/browsers.ts';
import { acceptPolicy } from './browser/first-page.ts';
import { LaunchedBrowser } from './browser/launched-browser.ts';
import { Profile } from './browser/profile.ts';
import { temporaryFolder } from './temporary.ts';

const root = join(import.meta.dirname, '../..');

export interface LaunchOptions {
  /** Folder of the profile; one that was launched before keeps the extension and its storage. Default: a fresh one. */
  profile?: string;
  /** Where the browser saves. Default: a fresh folder. */
  downloads?: string;
  /** Folder under .output, or an absolute path; null: no extension. Default: chrome-mv3-e2e. */
  build?: 'chrome-mv3' | 'chrome-mv3-e2e' | `/${string}` | null;
  /** Whether the policy is accepted where the extension is installed, as a person does it; default true. */
  accept?: boolean;
  /** Default true. */
  headless?: boolean;
  extraArgs?: readonly string[];
  /** Preferences by dotted name, as in the browser's own file. */
  prefs?: Record<string, unknown>;
  env?: Record<string, string>;
  /** A command that becomes the browser, such as one that enters a network namespace. */
  within?: readonly string[];
}

const flags = [
  '--disable-component-update',
  '--disable-quic',
  // Chromium refuses to run as root inside its sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Starts Chromium, with the extension unless told otherwise. Folders that were made for it are removed by `close`. */
export async function launch(options: LaunchOptions = {}): Promise<LaunchedBrowser> {
  const profile = new Profile(options.profile ?? temporaryFolder('profile'));
  const downloads = options.downloads ?? temporaryFolder('downloads');
  const extension = extensionFolder(options.build);
  profile.setPreferences({
    'download.default_directory': downloads,
    'download.prompt_for_download': false,
    // Else an unpacked extension that is reloaded comes back disabled.
    'extensions.ui.developer_mode': true,
    ...options.prefs,
  });
  const restarted = extension !== null && profile.hasInstalled(extension);
  if (restarted) profile.keepInstalled(extension);
  const workshop = temporaryFolder('browser');
  const browser = await start(profile, workshop, options);
  if (extension !== null && !restarted) {
    await browser.installExtension(extension);
    profile.noteInstalled(extension);
  }
  const launched = new LaunchedBrowser({ browser, profile, downloads, extension, workshop });
  if (extension !== null && !restarted && options.accept !== false) await acceptPolicy(launched);
  return launched;
}

function extensionFolder(build: LaunchOptions['build'] = 'chrome-mv3-e2e'): string | null {
  if (build === null) return null;
  const folder = build.startsWith('/') ? build : join(root, '.output', build);
  if (!existsSync(join(folder, 'manifest.json')))
    throw new Error(`${folder} holds no extension: npm run build:e2e makes it`);
  return folder;
}

async function start(
  profile: Profile,
  workshop: string,
  { headless = true, extraArgs = [], env = {}, within = [] }: LaunchOptions,
): Promise<Browser> {
  const executablePath = writeStarter([...within, await ensureChromium()], workshop);
  return await launchChromium({
    executablePath,
    headless,
    pipe: true,
    enableExtensions: true,
    userDataDir: profile.folder,
    args: [...flags, ...extraArgs],
    env: { ...process.env, ...env },
    ...(headless ? {} : { defaultViewport: null }),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * A script that becomes the browser, with its output in a file: a pipe held by one of its children would keep the
 * caller waiting. (--enable-remote-extensions is for Debian's own start script, which else disables unpacked extensions.)
 */
function writeStarter(command: readonly string[], workshop: string): string {
  const starter = join(workshop, 'start.sh');
  const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const log = quote(join(workshop, 'browser.log'));
  writeFileSync(
    starter,
    `#!/bin/sh\nexec ${command.map(quote).join(' ')} --enable-remote-extensions "$@" >>${log} 2>&1\n`,
  );
  chmodSync(starter, 0o755);
  return starter;
}
