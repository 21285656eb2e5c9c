import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { temporaryFolder } from '../support/temporary.ts';
import type { Stage } from './stage.ts';

/**
 * Installs another extension that may download.
 * @param script runs in its background
 * @returns a page of it
 */
export async function installOther(stage: Stage, script = ''): Promise<Page> {
  const folder = temporaryFolder('other-extension');
  // Each browser takes its own of the two.
  const background = { service_worker: 'background.js', scripts: ['background.js'] };
  const manifest = { manifest_version: 3, name: 'Other', version: '1', permissions: ['downloads'], background };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'background.js'), script);
  writeFileSync(join(folder, 'page.html'), '<title>Other</title>');
  return stage.browser.openTab(`${await stage.browser.installOther(folder)}/page.html`);
}
