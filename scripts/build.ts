// Builds the extension: .output/chrome-mv3 and .output/firefox-mv3, or with --e2e the same with host access granted at
// install. --browser chrome|firefox builds only that one. Prints the sizes and fails when one exceeds size-budget.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { build } from 'wxt';
import { root } from './steps/command.ts';
import { type Budget, checkSizes } from './steps/size-budget.ts';

const { values } = parseArgs({ options: { e2e: { type: 'boolean', default: false }, browser: { type: 'string' } } });
const browsers = values.browser ? [values.browser] : ['chrome', 'firefox'];
const budget = JSON.parse(readFileSync(join(root, 'size-budget.json'), 'utf8')) as Budget;

// wxt.config.ts reads the first; the second decides what Vite leaves out, and a test runner would have set it to "test".
process.env['PERSEID_E2E'] = values.e2e ? '1' : '0';
process.env['NODE_ENV'] = 'production';

const problems: string[] = [];
for (const browser of browsers) {
  await build({ root, browser, manifestVersion: 3 });
  const name = `${browser}-mv3${values.e2e ? '-e2e' : ''}`;
  console.log(`\n.output/${name}`);
  problems.push(...checkSizes(join(root, '.output', name), budget).map((problem) => `${name}: ${problem}`));
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
