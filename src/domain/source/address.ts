/** What is asked of a server for this address: it without its fragment. */
export function addressOf(url: string): string {
  return url.replace(/#.*$/s, '');
}

/** Whether both addresses name the same place at the same server, whatever their queries (tokens, times) say. */
export function isSamePlace(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const [a, b] = [new URL(one), new URL(other)];
  return a.origin === b.origin && a.pathname === b.pathname;
}
