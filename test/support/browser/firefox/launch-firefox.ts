import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type Browser, launch } from 'puppeteer';
import { ensureFirefox } from '../../../../scripts/browsers.ts';
import { temporaryFolder } from '../../temporary.ts';
import { extensionFolder, type LaunchOptions } from '../launch-options.ts';
import type { Launch } from '../launched-browser.ts';
import { writeStarter } from '../starter.ts';
import { archive } from './archive.ts';
import { Bidi } from './bidi.ts';
import { addonId, installationId, LaunchedFirefox } from './launched-firefox.ts';

/** Beside what puppeteer sets, which keeps the browser from calling home. */
const steady = {
  // Its own questions about sites and about what is sent are answered yes: nobody sits there.
  'extensions.webextOptionalPermissionPrompts': false,
  'extensions.webextensions.uuids': JSON.stringify({ [addonId]: installationId }),
  // The extension is not signed by Mozilla. An ESR heeds this.
  'xpinstall.signatures.required': false,
  'browser.download.folderList': 2,
  'browser.download.useDownloadDir': true,
  'browser.download.alwaysOpenPanel': false,
  'browser.sessionstore.resume_from_crash': false,
  'toolkit.startup.max_resumed_crashes': -1,
  'app.normandy.enabled': false,
  'nimbus.rollouts.enabled': false,
};

/** It ends with the process that started it, however that ends: no pipe to that tells it so, as with Chromium. (util-linux; Debian has it.) */
const mortal = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL'] : [];

/** Starts Firefox, with the extension unless told otherwise: installed for good, as a person does it. */
export async function launchFirefox(options: LaunchOptions): Promise<Launch> {
  const profile = options.profile ?? temporaryFolder('profile');
  const downloads = options.downloads ?? temporaryFolder('downloads');
  const extension = extensionFolder('firefox', options.build);
  const workshop = temporaryFolder('browser');
  const browser = await start(profile, workshop, {
    ...options,
    prefs: { 'browser.download.dir': downloads, ...options.prefs },
  });
  if (options.trusted) await new Bidi(browser).trust(options.trusted);
  const note = join(profile, 'perseid-installed');
  const installed = extension !== null && !existsSync(note);
  if (installed) {
    await install(browser, extension, workshop);
    writeFileSync(note, extension);
  }
  const installedAt = installed ? Date.now() : null;
  return { launched: new LaunchedFirefox({ browser, profile, downloads, workshop, installedAt }), installed };
}

async function install(browser: Browser, extension: string, workshop: string): Promise<void> {
  const file = join(workshop, 'perseid.xpi');
  archive(extension, file);
  const extensionData = { type: 'archivePath', path: file };
  await new Bidi(browser).send('webExtension.install', { extensionData, 'moz:permanent': true });
}

async function start(
  profile: string,
  workshop: string,
  { headless = true, extraArgs = [], env = {}, within = [], prefs = {}, drivenAt = null }: LaunchOptions,
): Promise<Browser> {
  return launch({
    browser: 'firefox',
    // The address to talk to is told among its errors.
    executablePath: writeStarter([...within, ...mortal, await ensureFirefox()], workshop, 'but errors'),
    headless,
    userDataDir: profile,
    // Else no page of an extension may be led to, nor evaluated in.
    args: ['--remote-allow-system-access', ...extraArgs],
    ...(drivenAt !== null && { debuggingPort: drivenAt }),
    extraPrefsFirefox: { ...steady, ...prefs },
    env: { ...process.env, ...env },
    ...(headless ? {} : { defaultViewport: null }),
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
