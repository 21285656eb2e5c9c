// `npm run bench -- NAME …`: what is measured instead of tested.
import process from 'node:process';
import { parseArgs } from 'node:util';

/** Each takes the rest of the command line. Loaded when it is chosen: which browser is driven is read then. */
const benches: Readonly<Record<string, () => Promise<(args: string[]) => Promise<void>>>> = {
  http: async () => (await import('./http/http.ts')).benchHttp,
  interface: async () => (await import('./interface/interface.ts')).benchInterface,
  limit: async () => (await import('./limit.ts')).benchLimit,
  mirrors: async () => (await import('./mirrors.ts')).benchMirrors,
  memory: async () => (await import('./memory.ts')).benchMemory,
  torrent: async () => (await import('./torrent.ts')).benchTorrent,
  service: async () => (await import('./service/service.ts')).benchService,
  table: async () => (await import('./http/markdown.ts')).printTables,
};

// Leaving by `exit` lets temporary folders, servers and namespaces be removed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const [name = '', ...args] = process.argv.slice(2);
try {
  const bench = benches[name];
  if (!bench) throw new Error(`npm run bench -- NAME …, where NAME is one of: ${Object.keys(benches).join(', ')}`);
  const { values } = parseArgs({ args, strict: false, options: { browser: { type: 'string' } } });
  // As the projects of vitest.config.ts do.
  if (typeof values.browser === 'string') process.env['PERSEID_BROWSER'] = values.browser;
  const run = await bench();
  await run(args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // At once: what was started for it ends with this process, and would else keep it.
  process.exit(1);
}
