type Header = readonly [name: string, value: string];

/** In the order of each browser. */
const order = import.meta.env.FIREFOX
  ? [
      'Host',
      'Accept',
      'Accept-Encoding',
      'Content-Type',
      'Content-Length',
      'Connection',
      'Priority',
      'Pragma',
      'Cache-Control',
    ]
  : ['Host', 'Connection', 'Content-Length', 'Pragma', 'Cache-Control', 'Content-Type', 'Accept', 'Accept-Encoding'];

/**
 * All headers of a POST of the second door as this browser writes them in HTTP/1.1 (in HTTP/2 they are the same, but for Connection): what
 * platform/bare-requests leaves. Measured, and held against the wire (statistics.test).
 * @param host with its port
 * @param bytes of the body
 */
export function bareHeaders(host: string, bytes: number): Header[] {
  const values: Readonly<Record<string, string>> = {
    Host: host,
    Connection: 'keep-alive',
    'Content-Length': String(bytes),
    Pragma: 'no-cache',
    'Cache-Control': 'no-cache',
    'Content-Type': 'application/json',
    Accept: '*/*',
    'Accept-Encoding': 'gzip, deflate, br, zstd',
    Priority: 'u=4',
  };
  return order.map((name) => [name, values[name] ?? '']);
}
