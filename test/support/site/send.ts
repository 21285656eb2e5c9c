import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Behaviour } from './behaviour.ts';
import type { TokenBucket } from './bucket.ts';
import type { Content } from './content.ts';
import type { Outcome } from './log.ts';
import type { Reply } from './reply.ts';

/** What sending needs of the site. */
export interface Outlet {
  response: ServerResponse;
  bucket: TokenBucket;
  /** Bytes/s now, null for no cap: asked again for every portion, so that it can change. */
  rate(): number | null;
  /** Called for every portion handed to the network. */
  sent(bytes: number): void;
  /** Resolves when stalled answers are let go. */
  released(): Promise<void>;
}

const portion = 1 << 20;

/** Sends an answer's head and bytes, at the connection's pace and with the file's faults. Resolves when it is over for the server. */
export async function send(reply: Reply, file: Behaviour, content: Content, outlet: Outlet): Promise<Outcome> {
  const { response } = outlet;
  response.writeHead(reply.status, reply.headers);
  if (reply.body === null) return finish(response);
  // Else nothing leaves before the first body bytes, and a stall at 0 would hide the head too.
  response.flushHeaders();
  const { from, length } = reply.body;
  const there = Math.max(0, Math.min(length, content.size - from));
  const cut = Math.min(there, file.cutAfter ?? Infinity);
  const done = file.stallAfter !== null && file.stallAfter < cut ? file.stallAfter : null;
  if (done !== null) {
    if (!(await sendRange(from, done, content, outlet))) return 'closed';
    await Promise.race([outlet.released(), once(response, 'close')]);
  }
  const before = done ?? 0;
  if (!(await sendRange(from + before, cut - before, content, outlet))) return 'closed';
  const honest = cut === there && announces(reply, there);
  return honest ? finish(response) : hangUp(response, file.reset);
}

/** Whether the length in the head is what was sent: else only closing the connection ends the answer. */
function announces(reply: Reply, length: number): boolean {
  const announced = reply.headers['content-length'];
  return announced === undefined || announced === String(length);
}

/** @returns false when the client went away */
async function sendRange(from: number, length: number, content: Content, outlet: Outlet): Promise<boolean> {
  for (let sent = 0; sent < length;) {
    if (outlet.response.destroyed) return false;
    const allowance = outlet.bucket.take(Math.min(portion, length - sent), outlet.rate());
    if ('waitMs' in allowance) {
      await pause(allowance.waitMs);
      continue;
    }
    for (let left = allowance.granted; left > 0;) {
      const bytes = content.view(from + sent, left);
      if (!(await write(outlet.response, bytes))) return false;
      outlet.sent(bytes.length);
      sent += bytes.length;
      left -= bytes.length;
    }
  }
  return !outlet.response.destroyed;
}

/** @returns false when the client went away before the network took the bytes */
function write(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const gone = (): void => resolve(false);
    response.once('close', gone);
    response.write(bytes, (error) => {
      response.off('close', gone);
      resolve(!error);
    });
  });
}

async function finish(response: ServerResponse): Promise<Outcome> {
  if (response.destroyed) return 'closed';
  const over = Promise.race([once(response, 'finish'), once(response, 'close')]);
  response.end();
  await over;
  return response.writableFinished ? 'whole' : 'closed';
}

async function hangUp(response: ServerResponse, reset: boolean): Promise<Outcome> {
  const { socket } = response;
  if (!socket || socket.destroyed) return 'closed';
  const gone = once(socket, 'close');
  if (reset) socket.resetAndDestroy();
  else socket.destroySoon();
  await gone;
  return 'cut';
}
