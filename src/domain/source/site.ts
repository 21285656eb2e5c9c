const hostPattern = /^(?:\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)*)$/;

/**
 * The host that a line in "sites left alone" means, in lower case and punycode, without port: accepts `x.org`, `*.x.org`,
 * `https://x.org/path`. Gives null when it names no host.
 */
export function normalizeSite(text: string): string | null {
  const trimmed = text.trim();
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!/^https?:\/\/[^/\\]/i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return null;
  const host = bareHost(url).replace(/^(?:\*?\.)/, '');
  return hostPattern.test(host) ? host : null;
}

/**
 * Whether the host of one of the addresses, or a parent domain of it, is among the sites.
 * @param sites as the user wrote them; what names no host is passed over
 */
export function isOnSites(addresses: readonly string[], sites: readonly string[]): boolean {
  const hosts = addresses.filter((address) => URL.canParse(address)).map((address) => bareHost(new URL(address)));
  return sites.some((text) => {
    const site = normalizeSite(text);
    return site !== null && hosts.some((host) => host === site || host.endsWith(`.${site}`));
  });
}

/** 'x.org.' and 'x.org' are the same host. */
function bareHost(url: URL): string {
  return url.hostname.replace(/\.$/, '');
}
