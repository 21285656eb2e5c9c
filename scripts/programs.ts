import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

/** A program that tests or measurements need, and where Debian has it. */
export interface Program {
  readonly title: string;
  /** Executables that will do, the best first. */
  readonly names: readonly string[];
  /** Debian packages. */
  readonly packages: readonly string[];
  /** Environment variable that names another executable. */
  readonly variable: string;
  /** Called after it was installed, before it is looked for again. */
  readonly installed?: () => void;
}

/**
 * Finds a program: by its environment variable, then on the PATH; on Debian, as root, a missing one is installed.
 * @returns the path of the executable
 * @throws when there is none and none can be installed; the message says how to get one
 */
export async function ensure(program: Program): Promise<string> {
  const known = find(program);
  if (known) return known;
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) throw new Error(howToGet(program));
  await installFromDebian(program);
  program.installed?.();
  const installed = find(program);
  if (!installed)
    throw new Error(
      `apt-get installed ${program.packages.join(' ')}, but none of ${program.names.join(', ')} is on the PATH.`,
    );
  return installed;
}

function howToGet({ title, packages, variable }: Program): string {
  return `No ${title} found. Either install one so that it is on the PATH (Debian: sudo apt-get install ${packages.join(' ')}),
or say where it is: ${variable}=/path/to/it.`;
}

function find({ variable, names }: Program): string | null {
  const chosen = process.env[variable];
  if (chosen !== undefined && chosen !== '') {
    if (!isExecutable(chosen)) throw new Error(`${variable} is ${chosen}, which is no executable file.`);
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

async function installFromDebian(program: Program): Promise<void> {
  const { title, packages } = program;
  console.error(`No ${title} found: installing ${packages.join(' ')} with apt-get. This takes a minute or two.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, maxBuffer: 64 * 2 ** 20 };
  try {
    await promisify(execFile)('apt-get', ['update'], options);
    await promisify(execFile)('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  } catch (error) {
    throw new Error(`${howToGet(program)}\napt-get failed: ${(error as { stderr?: string }).stderr ?? String(error)}`, {
      cause: error,
    });
  }
}
