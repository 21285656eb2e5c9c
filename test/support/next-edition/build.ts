// Builds the extension as it is, but for a policy that has one edition more: `node build.ts reworded|material|weaker chrome|firefox FOLDER`.
import process from 'node:process';
import { build } from 'wxt';
import { root } from '../../../scripts/steps/command.ts';
import { nextKinds, nextPolicy } from './editions.ts';

const [asked, browser, outDir] = process.argv.slice(2);
const kind = nextKinds.find((one) => one === asked);
if (kind === undefined || browser === undefined || outDir === undefined)
  throw new Error('which edition, for which browser, and into which folder?');
const { editions, texts } = nextPolicy(kind);

// As scripts/build.ts does.
process.env['PERSEID_E2E'] = '1';
process.env['NODE_ENV'] = 'production';

/** Takes the place of the two files that say what the policy is. */
const plugin = {
  name: 'next-edition',
  enforce: 'pre' as const,
  load(id: string): string | null {
    if (id.endsWith('/src/domain/policy/editions.json')) return JSON.stringify(editions);
    return id.endsWith('/src/domain/policy/texts.json') ? JSON.stringify(texts) : null;
  },
};

await build({ root, outDir, browser, manifestVersion: 3, vite: () => ({ plugins: [plugin] }) });
