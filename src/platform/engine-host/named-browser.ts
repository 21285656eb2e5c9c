/** Name and number of the release of this browser, for people: "Firefox 140"; the relatives of Chromium count as it. */
export function namedBrowser(): string {
  const [name = 'unknown', release = ''] = /(?:Firefox|Chrome)\/\d+/.exec(navigator.userAgent)?.[0].split('/') ?? [];
  return `${name} ${release}`.trim();
}
