import * as z from 'zod/mini';
import { addressOf } from '#domain/source/address';
import { readValidator, type Validator } from '#domain/source/validator';
import { browser, type WebRequest } from './browser.ts';
import { isDefaultPartition } from './browser-download.ts';
import { knowsExtraHeaders } from './extra-headers.ts';
import { watchAccess } from './site-access.ts';

/** What was seen of the request behind a download. */
export interface ObservedRequest {
  /** Method and address of the first request of a chain of redirects. */
  readonly method: string;
  readonly firstUrl: string;
  /** Referer as it was sent with that one; undefined: this browser tells it of the download. */
  readonly referrer: string | null | undefined;
  /** False for a container other than the default (Firefox). */
  readonly defaultPartition: boolean;
  readonly validator: Validator | null;
  /** Bytes that the answer announced; null: none, or those of an encoding. */
  readonly size: number | null;
  /** The tab it was made in; null: none. */
  readonly tabId: number | null;
  /** Origin or address of the page that asked for it; null: no page did. */
  readonly initiator: string | null;
  /** When its answer began, ms since 1970. */
  readonly at: number;
}

/** So long an observation waits for its download, ms. */
const keptFor = 60_000;
/** An answer begins at most this long before the browser lists the download, ms: an older one is of another request. */
const slack = 2000;

const byUrl = new Map<string, ObservedRequest>();
/** How chains of redirects began, by request. */
const beginnings = new Map<string, Beginning>();

type Beginning = Pick<ObservedRequest, 'method' | 'firstUrl' | 'referrer' | 'at'>;

// Downloads begin as navigations, in frames, or as `other` (<a download>, "Save link as").
const filter: WebRequest.RequestFilter = {
  urls: ['http://*/*', 'https://*/*'],
  types: ['main_frame', 'sub_frame', 'object', 'other'],
};

/**
 * Watches answers that may become downloads, on the sites the user has allowed. In memory only; must be called in the
 * background's first turn.
 */
export function observeRequests(): void {
  listen();
  // The browser drops these listeners as long as no site is allowed.
  watchAccess(() => {
    const { onSendHeaders, onHeadersReceived, onAuthRequired } = browser.webRequest;
    onHeadersReceived.removeListener(observe);
    onAuthRequired.removeListener(observeQuestion);
    onSendHeaders.removeListener(observeBeginning);
    listen();
  });
}

function listen(): void {
  const { onSendHeaders, onHeadersReceived, onAuthRequired } = browser.webRequest;
  if (knowsExtraHeaders('OnHeadersReceivedOptions')) {
    onHeadersReceived.addListener(observe, filter, ['responseHeaders', 'extraHeaders']);
  } else {
    // What Firefox calls a download's referrer is the page, whatever of it was sent.
    onSendHeaders.addListener(observeBeginning, filter, ['requestHeaders']);
    onHeadersReceived.addListener(observe, filter, ['responseHeaders']);
  }
  onAuthRequired.addListener(observeQuestion, filter);
}

function observeBeginning(details: WebRequest.OnSendHeadersDetailsType): void {
  noteBeginning(details, headerOf(details.requestHeaders, 'referer'));
}

type Headers = WebRequest.OnHeadersReceivedDetailsType['responseHeaders'];

const headerOf = (headers: Headers, name: string): string | null =>
  headers?.find((h) => h.name.toLowerCase() === name)?.value ?? null;

type Request = Pick<WebRequest.OnHeadersReceivedDetailsType, 'requestId' | 'method' | 'url' | 'timeStamp'>;

/** Redirects keep the id. */
function noteBeginning({ requestId, method, url, timeStamp: at }: Request, referrer?: string | null): Beginning {
  const beginning = beginnings.get(requestId) ?? { method, firstUrl: url, referrer, at };
  beginnings.set(requestId, beginning);
  return beginning;
}

function observeQuestion({ url }: WebRequest.OnAuthRequiredDetailsType): void {
  void noteAuthentication(url);
}

function observe(details: WebRequest.OnHeadersReceivedDetailsType): undefined {
  const now = details.timeStamp;
  forgetOld(now);
  const beginning = noteBeginning(details);
  if (details.statusCode === 401) void noteAuthentication(details.url);
  if (details.statusCode >= 300) return;
  const header = (name: string): string | null => headerOf(details.responseHeaders, name);
  byUrl.set(addressOf(details.url), {
    ...beginning,
    defaultPartition: isDefaultPartition(details),
    validator: readValidator({ etag: header('etag'), lastModified: header('last-modified'), date: header('date') }),
    size: header('content-encoding') ? null : Number(header('content-length')) || null,
    tabId: details.tabId < 0 ? null : details.tabId,
    initiator: initiatorOf(details),
    at: now,
  });
}

/** Chromium tells its origin, Firefox its address. */
function initiatorOf(details: WebRequest.OnHeadersReceivedDetailsType & { initiator?: string }): string | null {
  return details.initiator ?? details.originUrl ?? null;
}

function forgetOld(now: number): void {
  for (const [url, { at }] of byUrl) if (at < now - keptFor) byUrl.delete(url);
  for (const [id, { at }] of beginnings) if (at < now - keptFor) beginnings.delete(id);
}

/**
 * The answer that became a download, if it was seen.
 * @param finalUrl after redirects
 * @param startedAt when the browser listed the download, ms since 1970
 */
export function observedRequest(finalUrl: string, startedAt: number): ObservedRequest | null {
  const seen = byUrl.get(addressOf(finalUrl));
  return seen && seen.at >= startedAt - slack ? seen : null;
}

const key = 'authenticated';

async function authenticatedOrigins(): Promise<string[]> {
  const stored = await browser.storage.session.get(key);
  const parsed = z.safeParse(z.array(z.string()), stored[key]);
  return parsed.success ? parsed.data : [];
}

async function noteAuthentication(url: string): Promise<void> {
  const origins = new Set(await authenticatedOrigins()).add(new URL(url).origin);
  await browser.storage.session.set({ [key]: [...origins] });
}

/** Whether this origin asked for HTTP authentication since the browser started: it is sent unasked from then on. */
export async function asksForPassword(url: string): Promise<boolean> {
  return URL.canParse(url) && (await authenticatedOrigins()).includes(new URL(url).origin);
}
