/** An address as servers see it: the fragment stays with the browser, which tells it of some requests and not of others. */
export function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
