/**
 * The Referer that a page's address gives to a request for `target`, by the browsers' default policy
 * (Referrer Policy, "strict-origin-when-cross-origin"): whole to its own origin, the origin alone to another, nothing
 * from https to http.
 * @returns null: none is sent
 */
export function referrerFor(page: string, target: string): string | null {
  if (!URL.canParse(page) || !URL.canParse(target)) return null;
  const from = new URL(page);
  const to = new URL(target);
  if (from.protocol !== 'https:' && from.protocol !== 'http:') return null;
  if (from.origin === to.origin) return `${from.origin}${from.pathname}${from.search}`;
  if (from.protocol === 'https:' && to.protocol !== 'https:') return null;
  return `${from.origin}/`;
}
