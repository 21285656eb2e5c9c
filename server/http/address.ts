/**
 * Whoever is connected; behind proxies of our own, whom the outermost of them saw. Anything further left could be made up.
 * @param forwarded `X-Forwarded-For` @param remote the address at the other end of the connection @param proxies of the operator's own
 */
export function addressOf(forwarded: string | undefined, remote: string | undefined, proxies: number): string {
  const chain = (forwarded ?? '').split(',').map((part) => part.trim());
  const seen = proxies === 0 ? undefined : chain.at(-proxies);
  return seen === undefined || seen === '' ? (remote ?? '') : seen;
}
