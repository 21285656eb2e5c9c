import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WebWorker } from 'puppeteer';
import { temporaryFolder } from '../support/temporary.ts';
import type { Stage } from './stage.ts';

/**
 * Installs another extension that may download.
 * @param script runs in its service worker
 * @returns its service worker
 */
export async function installOther(stage: Stage, script = ''): Promise<WebWorker> {
  const folder = temporaryFolder('other-extension');
  const background = { service_worker: 'background.js' };
  const manifest = { manifest_version: 3, name: 'Other', version: '1', permissions: ['downloads'], background };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'background.js'), script);
  const id = await stage.browser.browser.installExtension(folder);
  const target = await stage.browser.browser.waitForTarget((t) => t.url() === `chrome-extension://${id}/background.js`);
  const worker = await target.worker();
  if (!worker) throw new Error('the other extension has no worker');
  return worker;
}
