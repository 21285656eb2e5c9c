/*
 * What pages keep closed to scripts of their own is open to those of extensions. As content-messages: free of the polyfill, for it is put into
 * every page of the allowed sites.
 */

interface FirefoxElement {
  readonly openOrClosedShadowRoot?: ShadowRoot | null;
}
interface ChromiumDom {
  openOrClosedShadowRoot(element: Element): ShadowRoot | null;
}

/** The shadow root of an element, closed or not; null: it has none. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  const { chrome } = globalThis as unknown as { chrome?: { dom?: ChromiumDom } };
  const inFirefox = (element as FirefoxElement).openOrClosedShadowRoot;
  if (inFirefox !== undefined) return inFirefox;
  return element instanceof HTMLElement ? (chrome?.dom?.openOrClosedShadowRoot(element) ?? null) : null;
}
