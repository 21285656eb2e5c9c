import type { Browser } from 'puppeteer';
import type { Realm } from '../launched-browser.ts';

/** One browsing context, as WebDriver BiDi tells it. */
export interface ContextInfo {
  readonly context: string;
  readonly url: string;
}

interface Tree extends ContextInfo {
  readonly children: readonly ContextInfo[] | null;
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

  /** The frames of a tab. */
  async framesOf(root: string): Promise<readonly ContextInfo[]> {
    const { contexts } = (await this.send('browsingContext.getTree', { root })) as { contexts: Tree[] };
    return contexts.flatMap(({ children }) => children ?? []);
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
    return (await this.#evaluate(window.context, String(act), [argument])) as R;
  }

  /** @param context a tab's, a frame's or, once the browser lets it be named (`nameAll`), that of a page without a tab */
  realm(context: string): Realm {
    return {
      evaluate: (act, ...given) => this.#evaluate(context, String(act), given) as never,
    };
  }

  /** Lets every page be named by its number in the browser: by itself it knows by name those of tabs, and frames. */
  async nameAll(): Promise<void> {
    await this.inBrowser(() => {
      const { NavigableManager: pages } = ChromeUtils.importESModule(
        'chrome://remote/content/shared/NavigableManager.sys.mjs',
      );
      const known = Object.getPrototypeOf(pages) as Pages;
      pages.getBrowsingContextById = function byNumber(this: Pages, id) {
        return known.getBrowsingContextById.call(this, id) ?? BrowsingContext.get(Number(id)) ?? null;
      };
    }, null);
  }

  /** Puts an authority into the profile, as its user does in the settings. @param der its certificate */
  async trust(der: Buffer): Promise<void> {
    await this.inBrowser((certificate) => {
      const wanted = Components.interfaces['nsIX509CertDB'];
      const known = Components.classes['@mozilla.org/security/x509certdb;1']?.getService(wanted);
      known?.addCertFromBase64(certificate, 'C,,');
    }, der.toString('base64'));
  }

  async #evaluate(context: string, act: string, given: readonly unknown[]): Promise<unknown> {
    const values = given.map((one) => JSON.stringify(one) ?? 'undefined').join(', ');
    const answer = (await this.send('script.evaluate', {
      target: { context },
      awaitPromise: true,
      expression: `(async () => JSON.stringify(await (${act})(${values})))()`,
    })) as EvaluateResult;
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text ?? 'an exception in the browser');
    const json = answer.result?.value;
    return json === undefined ? undefined : JSON.parse(json as string);
  }
}

/* The browser's own, in its own window. */

interface Pages {
  getBrowsingContextById(id: string): object | null;
}

declare const ChromeUtils: { importESModule(address: string): { NavigableManager: Pages } };

declare const Components: {
  interfaces: Record<string, object>;
  classes: Record<
    string,
    { getService(wanted: object | undefined): { addCertFromBase64(certificate: string, trust: string): void } }
  >;
};

declare const BrowsingContext: { get(id: number): object | null };
