import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ServiceError } from '../service-error.ts';
import { addressOf } from './address.ts';
import { headers, refusalOf, traceOf } from './answer.ts';
import { Limits, type Limit } from './limits.ts';
import { hourText, type WriteLog } from './log.ts';
import type { Metrics } from './metrics.ts';

/** One kind of request. */
export interface Route {
  /** Its name in log and metrics. */
  readonly call: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What it is counted as. */
  readonly limit: Limit;
  readonly handle: (context: Context) => Response | Promise<Response>;
}

export interface Surroundings {
  readonly metrics: Metrics;
  readonly log: WriteLog;
  /** Proxies of the operator's own before this one, whose `X-Forwarded-For` is believed. */
  readonly proxies: number;
  /** ms since 1970. */
  readonly now: () => number;
}

/** The largest body that anyone may send, bytes. */
const largestBody = 4096;

type Env = { Variables: { call: string; code: string } };

/** Everything that is answered, by routes; whatever else is asked is not there. */
export function buildApp(routes: readonly Route[], { metrics, log, proxies, now }: Surroundings): Hono<Env> {
  const app = new Hono<Env>();
  const limits = new Limits();
  app.use(async (context, next) => {
    const begun = performance.now();
    await next();
    const milliseconds = Math.round(performance.now() - begun);
    const call = context.get('call') ?? 'none';
    const { status } = context.res;
    metrics.add(call, status, milliseconds);
    const code = context.get('code');
    const said = code === undefined ? `${status}` : `${status} ${code}`;
    log({
      hour: hourText(now()),
      call,
      status: said,
      milliseconds,
      bytes: Number(context.res.headers.get('content-length') ?? 0),
    });
  });
  app.use(
    bodyLimit({ maxSize: largestBody, onError: () => refuse('too-large', `a body has ${largestBody} bytes at most`) }),
  );
  for (const { call, method, path, limit, handle } of routes) {
    app.on(method, path, (context) => {
      context.set('call', call);
      if (!limits.take(limit, addressIn(context, proxies), now())) {
        throw new ServiceError('too-many', 'too many requests from your network address; try again in an hour');
      }
      return handle(context);
    });
  }
  app.notFound(() => refuse('unknown', 'there is nothing under this address'));
  app.onError((error, context) => {
    const { status, code, message } = refusalOf(error);
    if (code === 'internal') console.error(traceOf(error));
    context.set('code', code);
    const more = status === 429 ? { 'retry-after': '3600' } : status === 503 ? { 'retry-after': '60' } : {};
    return json({ error: code, message }, { status, headers: more });
  });
  return app;
}

function refuse(code: 'too-large' | 'unknown', message: string): never {
  throw new ServiceError(code, message);
}

const addressIn = (context: Context, proxies: number): string =>
  addressOf(context.req.header('x-forwarded-for'), getConnInfo(context).remote.address, proxies);

/** An answer in JSON. */
export function json(value: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return bytes(Buffer.from(JSON.stringify(value)), 'application/json', init);
}

/** An answer of these bytes. */
export function bytes(
  body: Uint8Array<ArrayBuffer>,
  type: string,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const all = { ...headers, 'content-type': type, 'content-length': `${body.length}`, ...init.headers };
  return new Response(body, { status: init.status ?? 200, headers: all });
}
