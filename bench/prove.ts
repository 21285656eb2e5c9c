// `npm run prove -- --json`: walks through everything the extension does, in a network namespace where every packet and every
// look-up is recorded. The last line is one JSON object; exit status 1 unless nobody was contacted but the tasks' own host,
// and every leak that was planted in a pass of its own was seen. --short stands still for seconds instead of three minutes; --browser firefox walks with
// that one.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildExtension } from '../scripts/demo/e2e-build.ts';

const { values: asked } = parseArgs({
  allowNegative: true,
  options: {
    json: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    build: { type: 'boolean', default: true },
    browser: { type: 'string', default: 'chromium' },
  },
});
const firefox = asked.browser === 'firefox';
if (!firefox && asked.browser !== 'chromium') throw new Error('--browser is chromium or firefox');
// As the projects of vitest.config.ts do; read when the rest is loaded.
process.env['PERSEID_BROWSER'] = asked.browser;

/** The observation window: how long a walk stands still and looks, ms. */
const window = asked.short ? 5000 : 180_000;

// Leaving by `exit` lets namespaces and temporary folders be removed; the browser ends with the pipe to this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  const { holds, prove } = await import('./prove/proof.ts');
  const { described } = await import('./prove/described.ts');
  if (asked.build) await buildExtension(firefox ? 'firefox' : 'chrome');
  const proof = await prove(window, (line) => console.error(line));
  for (const line of described(proof)) console.error(line);
  if (asked.json) console.log(JSON.stringify(proof));
  process.exitCode = holds(proof) ? 0 : 1;
} catch (error) {
  console.error(error);
  // At once: what was started for it ends with this process, and would else keep it.
  process.exit(1);
}
