import process from 'node:process';
import { type Browser, launch } from 'puppeteer';
import { ensureChromium } from '../../../../scripts/browsers.ts';
import { temporaryFolder } from '../../temporary.ts';
import { extensionFolder, type LaunchOptions } from '../launch-options.ts';
import type { Launch } from '../launched-browser.ts';
import { writeStarter } from '../starter.ts';
import { LaunchedChromium } from './launched-chromium.ts';
import { Profile } from './profile.ts';

const flags = [
  '--disable-component-update',
  '--disable-quic',
  // Chromium refuses to run as root inside its sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Starts Chromium, with the extension unless told otherwise. */
export async function launchChromium(options: LaunchOptions): Promise<Launch> {
  const profile = new Profile(options.profile ?? temporaryFolder('profile'));
  const downloads = options.downloads ?? temporaryFolder('downloads');
  const extension = extensionFolder('chromium', options.build);
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
  const installed = extension !== null && !restarted;
  if (installed) {
    await browser.installExtension(extension);
    profile.noteInstalled(extension);
  }
  return { launched: new LaunchedChromium({ browser, profile, downloads, extension, workshop }), installed };
}

async function start(
  profile: Profile,
  workshop: string,
  { headless = true, extraArgs = [], env = {}, within = [] }: LaunchOptions,
): Promise<Browser> {
  // The flag is for Debian's own start script, which else disables unpacked extensions.
  const command = [...within, await ensureChromium(), '--enable-remote-extensions'];
  return launch({
    executablePath: writeStarter(command, workshop, 'all'),
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
