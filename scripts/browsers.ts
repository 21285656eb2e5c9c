import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const packages = ['chromium', 'fonts-liberation'];

/**
 * Finds a Chromium: PERSEID_CHROMIUM, then the PATH; on Debian, as root, a missing one is installed.
 * @returns the path of the executable
 * @throws when there is none and none can be installed; the message says how to get one
 */
export async function ensureChromium(): Promise<string> {
  const known = findChromium();
  if (known) return known;
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) throw new Error(howToGet);
  await installFromDebian();
  const installed = findChromium();
  if (!installed)
    throw new Error(`apt-get installed ${packages.join(' ')}, but none of ${names.join(', ')} is on the PATH.`);
  return installed;
}

const howToGet = `No Chromium found. Either install one so that it is on the PATH (Debian: sudo apt-get install ${packages.join(' ')}),
or say where it is: PERSEID_CHROMIUM=/path/to/chromium.`;

function findChromium(): string | null {
  const chosen = process.env['PERSEID_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    if (!isExecutable(chosen)) throw new Error(`PERSEID_CHROMIUM is ${chosen}, which is no executable file.`);
    return chosen;
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return false;
    throw error;
  }
}

async function installFromDebian(): Promise<void> {
  console.error(`No Chromium found: installing ${packages.join(' ')} with apt-get. This takes a minute or two.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, maxBuffer: 64 * 2 ** 20 };
  try {
    await promisify(execFile)('apt-get', ['update'], options);
    await promisify(execFile)('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  } catch (error) {
    throw new Error(`${howToGet}\napt-get failed: ${(error as { stderr?: string }).stderr ?? String(error)}`, {
      cause: error,
    });
  }
}
