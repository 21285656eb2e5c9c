// `npm run zip`: builds the extension and packs it for the stores: .output/perseid-VERSION-{chrome,firefox,source}.zip. The same
// commit gives the same bytes on every machine; the source package is what the reviewers of addons.mozilla.org build from.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { root, run } from './steps/command.ts';
import { filesOfCheckout, filesOfFolder, isClean } from './steps/packages.ts';
import { type Packed, zipOf } from './steps/zip.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const output = join(root, '.output');

function pack(name: string, files: readonly Packed[]): void {
  const bytes = zipOf(files);
  const file = `perseid-${version}-${name}.zip`;
  writeFileSync(join(output, file), bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  console.log(`${hash}  .output/${file}  (${files.length} files, ${(bytes.length / 1e6).toFixed(2)} MB)`);
}

const { code } = await run('node', ['scripts/build.ts'], { live: true, minutes: 10 });
if (code === 0) {
  console.log('');
  for (const browser of ['chrome', 'firefox']) pack(browser, filesOfFolder(join(output, `${browser}-mv3`)));
  pack('source', filesOfCheckout(root));
  if (!isClean(root))
    console.log('note: this checkout has changes that are not committed: these are no commit’s packages');
}
process.exitCode = code === 0 ? 0 : 1;
