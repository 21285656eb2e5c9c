import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What every run says of the build it uses. */
export const aboutBuild =
  'This uses the e2e build: the same extension, but with access to all sites granted at install. The one you install asks first.';

/**
 * Builds the extension for a browser as `npm run build:e2e` does; what the build prints goes to stderr.
 * @throws when it fails
 */
export async function buildExtension(browser: 'chrome' | 'firefox' = 'chrome'): Promise<void> {
  const root = join(import.meta.dirname, '../..');
  const build = spawn('npm', ['run', 'build:e2e', '--', '--browser', browser], { cwd: root, stdio: ['ignore', 2, 2] });
  const [code] = (await once(build, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`npm run build:e2e ended with ${code ?? 'a signal'}.`);
}
