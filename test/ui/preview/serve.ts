import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { createViteServer } from 'vitest/node';

export interface Preview {
  /** Where the repository's folder is served. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fakes = fileURLToPath(new URL('./platform/', import.meta.url));

/** Serves the real pages on loopback, with the platform's modules replaced by those in `platform/`. */
export async function servePreview(): Promise<Preview> {
  // One each: several at once would rewrite one another's prepared packages.
  await mkdir(`${root}.cache`, { recursive: true });
  const cacheDir = await mkdtemp(`${root}.cache/preview-vite-`);
  const server = await createViteServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir,
    plugins: [preact()],
    resolve: { alias: [{ find: /^#platform\/(.*)$/, replacement: `${fakes}$1.ts` }] },
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    optimizeDeps: {
      noDiscovery: true,
      include: ['preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime', 'zod/mini'],
    },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (!address || typeof address === 'string') throw new TypeError('the preview server has no port');
  const close = async () => {
    await server.close();
    await rm(cacheDir, { recursive: true, force: true });
  };
  return { origin: `http://127.0.0.1:${address.port}`, close };
}
