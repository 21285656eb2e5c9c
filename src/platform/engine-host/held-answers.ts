import { describing } from '#domain/mirror/describing';
import { parseContentDisposition } from '#domain/task/content-disposition';
import { nameFromUrl } from '#domain/task/name-from-url';
import { browser, type WebRequest } from '../browser.ts';
import type { Item } from '../browser-download.ts';
import { watchAccess } from '../site-access.ts';

/**
 * Firefox alone lets an extension hold an answer before the browser makes a download of it: then it never lists one. Nothing is lost by that: until it
 * is prevented the answer is there, and goes on by itself when it is let go, when the time is over, or when the background ends.
 */

/** Which answers are held: those of files that describe torrents, or all that are downloads. */
export type Holding = 'none' | 'torrents' | 'all';

/** The browser's own patience with a page of the web that answers nothing is longer, ms. */
const longest = 20_000;
/** What is asked with every navigation has to be known at once, also when the background has just been woken: by this one store without waiting. */
const key = 'holding';

interface Held {
  readonly url: string;
  readonly end: (prevented: boolean) => void;
}

/** By number, below 0: a download's are not. A background that was started later has others. */
const held = new Map<number, Held>();
let last = -Date.now();

type Decide = (item: Item) => Promise<boolean>;
type Details = WebRequest.OnHeadersReceivedDetailsType;
type Listener = (details: Details) => Promise<WebRequest.BlockingResponse> | undefined;

/**
 * Asks about every answer that becomes a download, before it does. Must be called in the background's first turn.
 * @param decide gets the download that it would become, under a number of its own; resolves with whether it is held until `settle`
 */
export function holdAnswers(decide: Decide): void {
  if (!import.meta.env.FIREFOX) return;
  const listener: Listener = (details) => hold(details, decide);
  listen(listener, readHolding());
  relisten = () => {
    browser.webRequest.onHeadersReceived.removeListener(listener);
    listen(listener, readHolding());
  };
  // The browser drops a listener as long as no site is allowed.
  watchAccess(relisten);
}

let relisten = (): void => undefined;

/** Which answers are held from now on. */
export function setHolding(wanted: Holding): void {
  if (!import.meta.env.FIREFOX || wanted === readHolding()) return;
  localStorage.setItem(key, wanted);
  relisten();
}

function readHolding(): Holding {
  const stored = localStorage.getItem(key);
  return stored === 'all' || stored === 'torrents' ? stored : 'none';
}

/** Whether a download's number is that of an answer that was held. */
export function isAnswer(downloadId: number): boolean {
  return downloadId < 0;
}

/** Prevents the download, or lets the answer go on to become one. @returns the address of the answer; null: it was held no more */
export function settle(downloadId: number, prevented: boolean): string | null {
  const answer = held.get(downloadId);
  answer?.end(prevented);
  return answer?.url ?? null;
}

// What is saved by the browser's own menu is no navigation: it has a place that the answer does not tell.
const types: WebRequest.ResourceType[] = ['main_frame', 'sub_frame'];

function listen(
  listener: (details: Details) => WebRequest.BlockingResponseOrPromiseOrVoid | undefined,
  which: Holding,
): void {
  if (which === 'none') return;
  const urls = which === 'all' ? ['http://*/*', 'https://*/*'] : ['*://*/*.torrent', '*://*/*.torrent?*'];
  browser.webRequest.onHeadersReceived.addListener(listener, { urls, types }, ['blocking', 'responseHeaders']);
}

function hold(details: Details, decide: Decide): Promise<WebRequest.BlockingResponse> | undefined {
  const item = downloadOf(details);
  if (item === null) return undefined;
  return new Promise((resolve) => {
    const end = (prevented: boolean): void => {
      clearTimeout(timer);
      held.delete(item.id);
      resolve(prevented ? { cancel: true } : {});
    };
    const timer = setTimeout(() => end(false), longest);
    held.set(item.id, { url: item.url, end });
    void isOfItsPage(details)
      .then((own) => own && decide(item))
      .catch((error: unknown) => {
        console.error('held answers:', error);
        return false;
      })
      .then((wanted) => {
        if (!wanted) settle(item.id, false);
      });
  });
}

/**
 * The download that an answer becomes, as the browser would list it; null: it becomes none, or it is not sure under which name: a link may
 * name it (`download`).
 */
function downloadOf(details: Details): Item | null {
  if (details.method !== 'GET' || details.statusCode !== 200) return null;
  const header = (name: string): string =>
    details.responseHeaders?.find((h) => h.name.toLowerCase() === name)?.value ?? '';
  const { type, filename } = parseContentDisposition(header('content-disposition'));
  const mime = /^[^;]*/.exec(header('content-type'))?.[0].trim().toLowerCase() ?? '';
  const name = filename ?? nameFromUrl(details.url);
  if ((type !== 'attachment' || filename === null) && describing(mime, name) === null) return null;
  return {
    id: (last -= 1),
    url: details.url,
    referrer: details.originUrl ?? '',
    filename: name || 'download',
    incognito: details.incognito ?? false,
    ...(details.cookieStoreId !== undefined && { cookieStoreId: details.cookieStoreId }),
    danger: 'safe',
    mime,
    startTime: new Date(details.timeStamp).toISOString(),
    state: 'in_progress',
    paused: false,
    canResume: false,
    bytesReceived: 0,
    totalBytes: header('content-encoding') ? -1 : Number(header('content-length')) || -1,
    fileSize: -1,
    exists: true,
  };
}

/** The browser closes a tab that was opened for a download alone when it lists that: so it has to. */
async function isOfItsPage({ tabId, type, originUrl }: Details): Promise<boolean> {
  if (type !== 'main_frame') return true;
  const { url } = await browser.tabs.get(tabId);
  return url !== undefined && originUrl !== undefined && new URL(url).origin === new URL(originUrl).origin;
}
