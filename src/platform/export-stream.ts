import { browser } from './browser.ts';
import type { StreamCall, StreamHead, StreamPortAnswer, StreamPortAsk } from '#protocol/stream-api';

/*
 * How the browser saves a file that still arrives: a frame of the engine page is led to an address of ours; the service worker
 * answers it as a download and fetches the bytes, through a port, from the engine page's reader.
 */

/** Where the addresses of streams are. */
export const streamFolder = 'export/';
/** So many chunks are asked for ahead. */
const ahead = 3;
/** What the browser takes at once, bytes: larger pieces made it stutter. */
const portion = 64 * 1024;
/** The engine page names the file within this time, ms, or there is none. */
const headTime = 5000;

/** Whether it is such an address. */
export const isStreamUrl = (url: string): boolean => url.startsWith(browser.runtime.getURL(streamFolder));

/** The parts of a service worker that are used: TypeScript declares them for workers only. */
interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface InstallEvent extends Event {
  addRoutes?(
    rules: readonly { condition: { urlPattern: { pathname: string } }; source: 'fetch-event' | 'network' }[],
  ): Promise<void>;
}
interface Clients {
  matchAll(
    filter: object,
  ): Promise<readonly { url: string; postMessage(call: StreamCall, ports: MessagePort[]): void }[]>;
}

/** Answers for the addresses of streams. Must be called in the background's first turn. */
export function answerStreams(): void {
  // All else of ours comes without the service worker: to wait until that runs doubled the time that the popup takes to open.
  self.addEventListener('install', (event) => {
    const rules = [
      { condition: { urlPattern: { pathname: `/${streamFolder}*` } }, source: 'fetch-event' },
      { condition: { urlPattern: { pathname: '/*' } }, source: 'network' },
    ] as const;
    void (event as InstallEvent).addRoutes?.(rules);
  });
  self.addEventListener('fetch', (event) => {
    const asked = event as FetchEvent;
    if (isStreamUrl(asked.request.url)) asked.respondWith(answer(asked.request.url));
  });
}

async function answer(url: string): Promise<Response> {
  const page = await enginePage();
  const { port1: port, port2 } = new MessageChannel();
  page?.postMessage({ kind: 'stream', url }, [port2]);
  const head = page ? await headOf(port) : null;
  return head === null ? new Response(null, { status: 404 }) : new Response(bodyFrom(port), { headers: headers(head) });
}

async function enginePage() {
  const { clients } = globalThis as unknown as { clients: Clients };
  const all = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  return all.find((client) => client.url.startsWith(browser.runtime.getURL('engine.html')));
}

/** @returns null: nobody knows this stream */
function headOf(port: MessagePort): Promise<StreamHead | null> {
  return new Promise((resolve) => {
    port.addEventListener('message', ({ data }: MessageEvent<StreamHead | null>) => resolve(data), { once: true });
    AbortSignal.timeout(headTime).addEventListener('abort', () => resolve(null));
    port.start();
  });
}

/** RFC 6266; the name as in RFC 8187 section 3.2.1. */
function headers({ name, size }: StreamHead): HeadersInit {
  const escaped = encodeURIComponent(name).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return {
    'content-type': 'application/octet-stream',
    'content-length': String(size),
    'content-disposition': `attachment; filename*=UTF-8''${escaped}`,
  };
}

/** As many bytes as the browser takes; an error where the reader breaks off. */
function bodyFrom(port: MessagePort): ReadableStream<Uint8Array> {
  const more = (used: ArrayBuffer | null): void => port.postMessage({ kind: 'more', used }, used ? [used] : []);
  /** The chunk that is being read, and the one before it, which is read. */
  let [last, before]: (ArrayBuffer | null)[] = [null, null];
  const arrived: StreamPortAnswer[] = [];
  let arrival = Promise.withResolvers<void>();
  port.addEventListener('message', ({ data }: MessageEvent<StreamPortAnswer>) => {
    arrived.push(data);
    arrival.resolve();
  });
  return new ReadableStream<Uint8Array>(
    {
      start() {
        for (let asked = 0; asked < ahead; asked++) more(null);
      },
      async pull(controller) {
        if (arrived.length === 0) await arrival.promise;
        arrival = Promise.withResolvers();
        const next = arrived.shift();
        if (next === 'end') controller.close();
        else if (next === undefined || next === 'broken')
          controller.error(new Error('the file is not streamed any more'));
        else {
          for (let at = 0; at < next.length; at += portion) controller.enqueue(next.subarray(at, at + portion));
          more(before ?? null);
          [last, before] = [next.buffer, last ?? null];
        }
      },
      cancel: () => port.postMessage({ kind: 'end' } satisfies StreamPortAsk),
    },
    { highWaterMark: 1 },
  );
}
