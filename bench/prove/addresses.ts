/** Who is where in an enclosure. */
export interface Addresses {
  /** This machine's, as seen from inside: for a site, and for a resolver, which programs inside ask. */
  readonly site: string;
  readonly resolver: string;
  readonly inside: string;
  readonly inside6: string;
  /** Nobody has these: what is sent there passes the interface, and nothing answers. */
  readonly gateway: string;
  readonly gateway6: string;
  readonly marker: string;
}

/**
 * Addresses that belong to one process: 16 of 10.128.0.0/9, and a /64 of fd00::/8. Two runs side by side do not meet (but
 * where process numbers go beyond 2^19).
 */
export function addressesFor(pid: number): Addresses {
  const nth = (offset: number): string => {
    const number = (pid % 2 ** 19) * 16 + offset;
    return `10.${128 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
  };
  const net6 = `fd70:${(pid >> 16).toString(16)}:${(pid & 0xff_ff).toString(16)}:`;
  return {
    site: nth(1),
    resolver: nth(2),
    inside: nth(3),
    inside6: `${net6}:3`,
    gateway: nth(4),
    gateway6: `${net6}:4`,
    marker: nth(5),
  };
}
