import type { ErrorCode, TaskError } from '#domain/error';
import { browser, type WebRequest } from './browser.ts';
import { wait } from './clock.ts';
import { hasAccess } from './site-access.ts';
import { transferFetch } from './transfer-fetch.ts';

/** The browsers' names of network errors (Chromium's net::, Firefox's NS_ERROR_), by what they mean for the user. */
const meanings: readonly (readonly [RegExp, ErrorCode])[] = [
  [/TOO_MANY_REDIRECTS|REDIRECT_LOOP/, 'redirect-loop'],
  [/UNSAFE_REDIRECT|UNKNOWN_URL_SCHEME|DISALLOWED_URL_SCHEME|UNKNOWN_PROTOCOL|DOM_BAD_URI/, 'redirect-unsafe'],
  [/NAME_NOT_RESOLVED|UNKNOWN_HOST/, 'name-not-resolved'],
  // The answer is encoded although a range was asked for, and so no encoding.
  [/CONTENT_DECODING|CONTENT_ENCODING/, 'encoded-range'],
  [/CONNECTION_REFUSED/, 'connection-refused'],
  [/CERT|SSL|SEC_ERROR/, 'certificate'],
  // Of what is wrong with an encrypted connection Firefox has a sentence, in its own language, in place of a name.
  [/^(?!net::|NS_)./, 'certificate'],
  [/INTERNET_DISCONNECTED|OFFLINE/, 'offline'],
];

/** How long the question may take, ms. */
const patience = 10_000;
/** The browser names the error a moment after `fetch` has failed; and not at all when a redirect leaves the web, ms. */
const namingTime = 1000;

/** What is seen of one request. */
interface Watched {
  /** Resolves when the browser names the error. */
  readonly error: Promise<string>;
  /** Where the last redirect led. */
  redirect: string | null;
  stop(): void;
}

/**
 * Why an address gives no answer at all: asks once more while watching how the browser names the error.
 * `network` when it says nothing that we know; `no-access`, with the host, when we may not read it (any more), or where it
 * leads to.
 * @param bare it must not be asked with cookies
 */
export async function explainNetworkError(url: string, bare: boolean): Promise<TaskError> {
  if (!(await hasAccess(url))) return noAccess(url);
  const watched = watch(url);
  try {
    const answer = await transferFetch({ url, from: 0, to: 1, ifRange: null, bare }, AbortSignal.timeout(patience));
    answer.cancel();
    return { code: 'network' };
  } catch (error) {
    const nameless = wait(namingTime, AbortSignal.timeout(patience)).then(() => null);
    const name = await Promise.race([watched.error, nameless]);
    console.info('No answer:', name, error);
    return { code: 'network', ...(await redirectError(watched.redirect)), ...meaningOf(name) };
  } finally {
    watched.stop();
  }
}

function meaningOf(name: string | null): TaskError | null {
  const code = meanings.find(([pattern]) => pattern.test(name ?? ''))?.[1];
  return code === undefined ? null : { code };
}

/** What is wrong with where the last redirect led. */
async function redirectError(url: string | null): Promise<TaskError | null> {
  if (url === null) return null;
  if (!/^https?:/.test(url)) return { code: 'redirect-unsafe' };
  return (await hasAccess(url)) ? null : noAccess(url);
}

const noAccess = (url: string): TaskError => ({ code: 'no-access', detail: { host: new URL(url).hostname } });

/** Follows the next request of this extension to an address, through redirects: it keeps its id. */
function watch(url: string): Watched {
  const { onBeforeRequest, onBeforeRedirect, onHeadersReceived, onErrorOccurred } = browser.webRequest;
  const filter = { urls: ['http://*/*', 'https://*/*'], types: ['xmlhttprequest' as const], tabId: -1 };
  const asked = new URL(url);
  asked.hash = '';
  const named = Promise.withResolvers<string>();
  let id: string | null = null;
  const begins = (details: { requestId: string; url: string }): void => {
    if (details.url === asked.href) id ??= details.requestId;
  };
  const redirected = (details: { requestId: string; redirectUrl: string }): void => {
    if (details.requestId === id) watched.redirect = details.redirectUrl;
  };
  // Of a redirect that leaves the web Firefox tells nothing else.
  const answered = ({
    requestId,
    statusCode,
    url: from,
    responseHeaders,
  }: WebRequest.OnHeadersReceivedDetailsType): undefined => {
    const to = responseHeaders?.find((header) => header.name.toLowerCase() === 'location')?.value;
    if (requestId === id && statusCode >= 300 && statusCode < 400 && to && URL.canParse(to, from))
      watched.redirect = new URL(to, from).href;
  };
  const failed = (details: { requestId: string; error: string }): void => {
    if (details.requestId === id) named.resolve(details.error);
  };
  const watched: Watched = {
    error: named.promise,
    redirect: null,
    stop() {
      onBeforeRequest.removeListener(begins);
      onBeforeRedirect.removeListener(redirected);
      onHeadersReceived.removeListener(answered);
      onErrorOccurred.removeListener(failed);
    },
  };
  onBeforeRequest.addListener(begins, filter);
  onBeforeRedirect.addListener(redirected, filter);
  onHeadersReceived.addListener(answered, filter, ['responseHeaders']);
  onErrorOccurred.addListener(failed, filter);
  return watched;
}
