import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../../../test/support/browser.ts';
import { extensionFolder } from '../../../test/support/browser/launch-options.ts';
import { removeTemporary, temporaryFolder } from '../../../test/support/temporary.ts';
import { optionsFor } from './browser.ts';
import { download } from './click.ts';
import type { Contestant } from './contestant.ts';

/**
 * The browser with an extension that has the permissions of ours and does nothing. Chromium passes every request by its main thread as
 * soon as an installed extension may see or change requests: what that costs is the permissions' doing, not ours.
 */
export const browserWithPermissions: Contestant = async (arena) => {
  const folder = temporaryFolder('permissions');
  writeIdle(folder);
  const browser = await launch({ ...optionsFor(arena), build: folder as `/${string}`, accept: false });
  try {
    return [await download(browser, arena, 'browserWithPermissions')];
  } finally {
    await browser.close();
    removeTemporary(folder);
  }
};

function writeIdle(folder: string): void {
  const manifest = JSON.parse(readFileSync(join(extensionFolder('chromium') ?? '', 'manifest.json'), 'utf8')) as object;
  const { manifest_version, version, permissions, host_permissions } = manifest as Record<string, unknown>;
  const idle = { manifest_version, name: 'Idle', version, permissions, host_permissions };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(idle));
}
