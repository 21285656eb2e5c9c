import { wires } from '#domain/policy/wires';
import { HandOut } from '../mirrors/hand-out.ts';
import { currentBundle } from '../notices/notices.ts';
import { countReport, published } from '../statistics/counts.ts';
import { statisticsPage } from '../statistics/page.ts';
import { bodyOf, queryOf } from './answer.ts';
import { bytes, json, type Route } from './app.ts';
import { frontPage } from './front-page.ts';
import { givingRoutes } from './giving-routes.ts';
import type { Parts } from './parts.ts';

/** Everything that is answered. */
export function routesOf(parts: Parts): Route[] {
  return [...readingRoutes(parts), ...givingRoutes(parts), ...statisticsRoutes(parts), ...operatorRoutes(parts)];
}

const { bundle, snapshot, lookUp } = wires['mirror-search'];
const { report } = wires.statistics;

function readingRoutes({ store }: Parts): Route[] {
  const handOut = new HandOut(store);
  return [
    {
      ...bundle.endpoint,
      call: 'bundle',
      limit: 'read',
      handle: async () => bytes(Buffer.from(await currentBundle(store)), 'application/json'),
    },
    {
      ...snapshot.endpoint,
      call: 'mirrors.all',
      limit: 'read',
      handle: async () => bytes(await handOut.all(), 'application/json'),
    },
    {
      ...lookUp.endpoint,
      call: 'mirrors.some',
      limit: 'read',
      handle: async (context) => bytes(await handOut.some(queryOf(context, lookUp.sends).prefix), 'application/json'),
    },
  ];
}

function statisticsRoutes({ store, now }: Parts): Route[] {
  return [
    {
      ...report.endpoint,
      call: 'statistics',
      limit: 'report',
      handle: async (context) => {
        await countReport(store, await bodyOf(context, report.sends), now());
        return json({ counted: true });
      },
    },
    {
      method: 'GET',
      path: report.endpoint.path,
      call: 'estimates',
      limit: 'read',
      handle: async () => json(await published(store, now())),
    },
    {
      method: 'GET',
      path: '/statistics',
      call: 'page',
      limit: 'read',
      handle: async () => {
        return page(await statisticsPage(await published(store, now())));
      },
    },
  ];
}

/** A page of ours: what it may load is nothing. */
function page(content: { toString(): string }): Response {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return bytes(Buffer.from(content.toString()), 'text/html; charset=utf-8', {
    headers: { 'content-security-policy': policy, 'referrer-policy': 'no-referrer' },
  });
}

/** For the operator's own programs: is it well, and what does it do. */
function operatorRoutes({ store, keys, config, metrics, gauges }: Parts): Route[] {
  return [
    {
      method: 'GET',
      path: '/',
      call: 'front',
      limit: 'read',
      handle: async () => page(await frontPage(config, keys.fingerprint)),
    },
    {
      method: 'GET',
      path: '/healthz',
      call: 'health',
      limit: 'probe',
      handle: async () => {
        await store.db.selectFrom('facts').select('name').where('name', '=', 'schema').executeTakeFirstOrThrow();
        return json({ healthy: true });
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      call: 'metrics',
      limit: 'probe',
      handle: () => bytes(Buffer.from(metrics.text(gauges())), 'text/plain; version=0.0.4'),
    },
    {
      method: 'GET',
      path: '/v1/tracker',
      call: 'tracker',
      limit: 'read',
      handle: () => json({ announce: config.tracker ? '/announce' : null, iceServers: config.ice }),
    },
  ];
}
