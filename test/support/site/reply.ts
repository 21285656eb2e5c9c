import type { IncomingHttpHeaders } from 'node:http';
import type { Behaviour } from './behaviour.ts';
import { readRange, type AskedRange } from './range.ts';

/** What is asked: `visited` is whether the request brings the cookie that the index page sets. */
export interface Ask {
  method: string;
  path: string;
  /** 1 for the first request of a redirect chain. */
  hop: number;
  headers: IncomingHttpHeaders;
  visited: boolean;
}

/** A whole answer but for its bytes. `body` is a part of the file's content; its length may differ from the announced one. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: { from: number; length: number } | null;
}

/**
 * Decides the answer; no clock, no socket.
 * @param available bytes of the content as sent (packed, where it is)
 */
export function decide(file: Behaviour, ask: Ask, available: number): Reply {
  return refuse(file, ask) ?? redirect(file, ask) ?? serve(file, ask, available);
}

function refuse(file: Behaviour, ask: Ask): Reply | null {
  const { cookie, referer, password, method } = file.needs;
  if (file.status !== null)
    return bare(file.status, file.retryAfter === null ? {} : { 'retry-after': file.retryAfter });
  if (method === 'POST' && ask.method !== 'POST') return bare(405, { allow: 'POST' });
  if (password && ask.headers.authorization !== basic(password))
    return bare(401, { 'www-authenticate': 'Basic realm="site"' });
  if (cookie && !ask.visited) return bare(403, {});
  if (referer && ask.headers.referer === undefined) return bare(403, {});
  return null;
}

function basic({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function redirect({ redirect: led }: Behaviour, ask: Ask): Reply | null {
  if (!led) return null;
  const location = ask.hop < (led.hops ?? 1) ? `${ask.path}?hop=${ask.hop + 1}` : led.to;
  return bare(led.status ?? 302, { location });
}

function bare(status: number, headers: Record<string, string>): Reply {
  return { status, headers: { ...headers, 'content-length': '0' }, body: null };
}

function serve(file: Behaviour, ask: Ask, available: number): Reply {
  const announced = file.declaredSize ?? available;
  const asked =
    file.ranges === 'served' && holds(file, ask.headers['if-range']) ? readRange(ask.headers.range, announced) : null;
  if (asked === 'unsatisfiable') return bare(416, { 'content-range': `bytes */${announced}` });
  const reply = asked ? partial(file, asked, announced) : whole(file, announced, available);
  return ask.method === 'HEAD' ? { ...reply, body: null } : reply;
}

/** Whether an If-Range lets the range be served: equal by strong comparison (RFC 9110 section 13.1.5). */
function holds(file: Behaviour, ifRange: string | string[] | undefined): boolean {
  if (ifRange === undefined || file.ifRange === 'ignored') return true;
  return ifRange === file.lastModified || (ifRange === etagOf(file) && !ifRange.startsWith('W/'));
}

/** The ETag that is sent; null: none. */
function etagOf(file: Behaviour): string | null {
  return file.etag === undefined ? `"${file.version}"` : file.etag;
}

function whole(file: Behaviour, announced: number, available: number): Reply {
  return {
    status: 200,
    headers: { ...describe(file), ...lengthOf(file, announced) },
    body: { from: 0, length: available },
  };
}

function partial(file: Behaviour, asked: AskedRange, announced: number): Reply {
  const from = asked.from + file.shift;
  const to = Math.min(asked.to + file.shift, announced - 1);
  const length = to - from + 1 + file.surplus;
  const total = file.length === 'chunked' ? '*' : String(announced);
  const headers = { ...describe(file), ...lengthOf(file, length), 'content-range': `bytes ${from}-${to}/${total}` };
  return { status: 206, headers, body: { from, length } };
}

function lengthOf(file: Behaviour, length: number): Record<string, string> {
  return file.length === 'chunked' ? {} : { 'content-length': String(length) };
}

function describe(file: Behaviour): Record<string, string> {
  const etag = etagOf(file);
  return {
    'content-type': file.type,
    'accept-ranges': file.ranges === 'refused' ? 'none' : 'bytes',
    ...(etag !== null && { etag }),
    ...(file.lastModified !== null && { 'last-modified': file.lastModified }),
    ...(file.disposition !== null && { 'content-disposition': file.disposition }),
    ...(file.encoding !== null && { 'content-encoding': file.encoding }),
    ...file.headers,
  };
}
