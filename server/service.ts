import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Config } from './config.ts';
import { buildApp } from './http/app.ts';
import { toStdout, type WriteLog } from './http/log.ts';
import { Metrics } from './http/metrics.ts';
import type { Parts } from './http/parts.ts';
import { routesOf } from './http/routes.ts';
import { readKeys } from './keys/key-file.ts';
import { openStore } from './store/store.ts';
import { startTracker } from './tracker/tracker.ts';
import { Upkeep } from './upkeep.ts';

/** A service that runs. */
export interface Service {
  /** Where it listens. */
  readonly address: string;
  /** What the user enters: its address with the fingerprint of its key. */
  readonly entered: string;
  /** Does now what is done every few minutes: the week's release, a new bundle. */
  upkeep(): Promise<void>;
  /** Takes no further connection, answers what was asked, and ends. */
  close(): Promise<void>;
}

interface Surroundings {
  /** ms since 1970. */
  readonly now?: () => number;
  readonly log?: WriteLog;
}

/** Whoever has not sent his headers, or all of a request, by then is cut off, ms. */
const patience = { headers: 10_000, request: 30_000 };

/** Starts a service. @throws ServiceError what cannot be used, in words; and what the database throws */
export async function startService(
  config: Config,
  { now = Date.now, log = toStdout }: Surroundings = {},
): Promise<Service> {
  const store = await openStore(config.place);
  try {
    const keys = readKeys(config.keys);
    const upkeep = new Upkeep({ store, keys, config, now });
    await upkeep.begin();
    const metrics = new Metrics();
    const tracker = config.tracker ? startTracker({ proxies: config.proxies, now }) : null;
    const gauges = () => ({ ...upkeep.gauges(), ...tracker?.gauges() });
    const parts: Parts = { store, keys, config, metrics, now, gauges };
    const app = buildApp(routesOf(parts), { metrics, log, proxies: config.proxies, now });
    const listener = getRequestListener(app.fetch);
    const server = createServer(
      { headersTimeout: patience.headers, requestTimeout: patience.request },
      // It answers every request, also those that went wrong: the promise is for who wants to know when.
      (request, response) => void listener(request, response),
    );
    tracker?.attach(server);
    const address = await listen(server, config);
    upkeep.start();
    return {
      address,
      entered: `${config.publicUrl ?? address}/#${keys.fingerprint}`,
      upkeep: () => upkeep.run(),
      close: async () => {
        upkeep.stop();
        tracker?.close();
        await closed(server);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const used = server.address();
  if (used === null || typeof used === 'string') throw new Error('it listens on no port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${used.port}`;
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close');
  server.close();
  // What is idle will ask nothing more; what was asked is answered first.
  server.closeIdleConnections();
  await end;
}
