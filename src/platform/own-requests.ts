import type { SeenRequest } from '#domain/ledger/witness';
import { browser, type WebRequest } from './browser.ts';
import { knowsExtraHeaders } from './extra-headers.ts';
import { watchAccess } from './site-access.ts';

/** A request of this extension, as the browser shows it. */
export interface OwnRequest extends SeenRequest {
  /** Redirects keep it. */
  readonly id: string;
  /** Such as `xmlhttprequest`, for every fetch. */
  readonly type: string;
}

interface Watcher {
  readonly onRequest: (request: OwnRequest) => void;
  /** The names of the headers with which it goes out. */
  readonly onHeaders: (request: OwnRequest, names: readonly string[]) => void;
}

type Details = WebRequest.OnBeforeRequestDetailsType & { initiator?: string };

// Of no tab: background, engine page and its workers, popup. Those of tabs would be everybody's.
const filter: WebRequest.RequestFilter = {
  urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'],
  tabId: -1,
};

/**
 * Watches what this extension itself asks of sites that it may read (docs/privacy.md says what cannot be seen like this). Must be called
 * in the background's first turn.
 */
export function watchOwnRequests({ onRequest, onHeaders }: Watcher): void {
  const { onBeforeRequest, onSendHeaders } = browser.webRequest;
  const begun = (details: Details): undefined => {
    if (isOwn(details)) onRequest(pick(details));
  };
  const sent = (details: WebRequest.OnSendHeadersDetailsType): void => {
    if (isOwn(details)) onHeaders(pick(details), details.requestHeaders?.map(({ name }) => name) ?? []);
  };
  const listen = (): void => {
    onBeforeRequest.addListener(begun, filter, ['requestBody']);
    onSendHeaders.addListener(sent, filter, headerOptions());
  };
  listen();
  // The browser drops these listeners as long as no site is allowed.
  watchAccess(() => {
    onBeforeRequest.removeListener(begun);
    onSendHeaders.removeListener(sent);
    listen();
  });
}

const pick = ({ requestId: id, url, method, type, requestBody }: Details): OwnRequest => ({
  id,
  url,
  method,
  type,
  body: requestBody ? textOf(requestBody) : null,
});

/** What is no row of bytes is shown as the browser has taken it apart. */
function textOf({ raw, formData }: NonNullable<Details['requestBody']>): string {
  const texts = raw?.map(({ bytes }) => new TextDecoder().decode(bytes as ArrayBuffer | undefined));
  return texts?.join('') ?? JSON.stringify(formData ?? null);
}

/** Chromium tells the origin, Firefox the address. */
function isOwn(details: { initiator?: string; originUrl?: string }): boolean {
  const from = details.initiator ?? details.originUrl;
  return from !== undefined && `${from}/`.startsWith(browser.runtime.getURL(''));
}

function headerOptions(): WebRequest.OnSendHeadersOptions[] {
  return knowsExtraHeaders('OnSendHeadersOptions') ? ['requestHeaders', 'extraHeaders'] : ['requestHeaders'];
}
