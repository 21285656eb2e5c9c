import type { Browser } from 'puppeteer';

/** One browsing context, as WebDriver BiDi tells it. */
export interface ContextInfo {
  readonly context: string;
  readonly url: string;
}

interface EvaluateResult {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

interface Connection {
  send(method: string, params: object): Promise<{ result: unknown }>;
}

/**
 * WebDriver BiDi beside puppeteer, on its connection: for what puppeteer cannot do with Firefox. It never learns of what happens in
 * tabs of extension pages, and knows nothing of the browser's own window.
 */
export class Bidi {
  readonly #connection: Connection;

  constructor(browser: Browser) {
    // Not in puppeteer's types; there in every browser that it drives by BiDi.
    this.#connection = (browser as unknown as { connection: Connection }).connection;
  }

  /** @throws what the browser answers */
  async send(method: string, params: object): Promise<unknown> {
    return (await this.#connection.send(method, params)).result;
  }

  /** All tabs. */
  async tabs(): Promise<readonly ContextInfo[]> {
    return ((await this.send('browsingContext.getTree', {})) as { contexts: ContextInfo[] }).contexts;
  }

  /**
   * Runs a function of the browser's own (privileged) window: it stands on its own and gets one value that JSON can carry.
   * @returns what it returns, which JSON can carry too
   */
  async inBrowser<A, R>(act: (argument: A) => R | Promise<R>, argument: A): Promise<R> {
    const scope = { 'moz:scope': 'chrome' };
    const { contexts } = (await this.send('browsingContext.getTree', scope)) as { contexts: ContextInfo[] };
    const window = contexts.find(({ url }) => url === 'chrome://browser/content/browser.xhtml');
    if (!window) throw new Error('the browser has no window');
    const answer = (await this.send('script.evaluate', {
      target: { context: window.context },
      awaitPromise: true,
      expression: `(async () => JSON.stringify(await (${act.toString()})(${JSON.stringify(argument)})))()`,
    })) as EvaluateResult;
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text ?? 'an exception in the browser');
    const json = answer.result?.value;
    return (json === undefined ? undefined : JSON.parse(json as string)) as R;
  }
}
