// `npm run bench -- NAME …`: what is measured instead of tested.
import process from 'node:process';
import { benchHttp } from './http/http.ts';
import { printTables } from './http/markdown.ts';
import { benchLimit } from './limit.ts';
import { benchMemory } from './memory.ts';

/** Each takes the rest of the command line. */
const benches: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  http: benchHttp,
  limit: benchLimit,
  memory: benchMemory,
  table: printTables,
};

// Leaving by `exit` lets temporary folders, servers and namespaces be removed.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const [name = '', ...args] = process.argv.slice(2);
try {
  const bench = benches[name];
  if (!bench) throw new Error(`npm run bench -- NAME …, where NAME is one of: ${Object.keys(benches).join(', ')}`);
  await bench(args);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // At once: what was started for it ends with this process, and would else keep it.
  process.exit(1);
}
