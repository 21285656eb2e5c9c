// `npm start`: a demo site and a browser with the extension on it. With `-- --headless --json` it does the click itself,
// once by the browser alone and once with the extension, and prints one JSON line last; exit status 1 unless the file arrived right.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { aboutBuild, buildExtension } from './demo/e2e-build.ts';
import { showDemo } from './demo/interactive.ts';
import { measure } from './demo/measure.ts';

const { values: asked } = parseArgs({
  options: { headless: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});

/** Whether a window can be opened: elsewhere than on Linux there always is a screen. */
const hasScreen = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** Without a screen there is nothing to look at, with --json someone waits for the numbers: then it clicks by itself. */
async function main(): Promise<boolean> {
  if (!asked.headless && !hasScreen) throw new Error(noScreen);
  const say = asked.json ? console.error : console.log;
  say(aboutBuild);
  await buildExtension();
  if (!asked.headless && !asked.json) {
    await showDemo();
    return true;
  }
  // Leaving by `exit` lets the temporary folders be removed; the browsers end with the pipe to this process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const result = await measure(asked.headless, say);
  if (asked.json) console.log(JSON.stringify(result));
  else if (result.seconds !== null) say(`${result.speedup} times as fast, over ${result.connections} connections.`);
  return result.sha256 === 'ok';
}

const noScreen =
  'There is no screen here (DISPLAY is not set), so no browser window can be opened. ' +
  'Run it on a desktop, or let it click by itself: npm start -- --headless --json';

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
