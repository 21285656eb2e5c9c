import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Stands before a service on this device and writes down what is sent to it, to the byte. */
export interface Tap {
  /** As the service's own. */
  readonly address: string;
  /** What each connection has sent so far, in the order in which they were opened. */
  readonly sent: readonly string[];
}

/** Passes everything on, both ways. @param address of the service: http, with a port */
export async function tapOf(address: string): Promise<Tap> {
  const { hostname, port } = new URL(address);
  const sent: string[] = [];
  const server = createServer((client) => {
    const at = sent.push('') - 1;
    const service = connect(Number(port), hostname);
    client.on('data', (bytes) => (sent[at] += bytes.toString('latin1')));
    client.pipe(service).pipe(client);
    for (const socket of [client, service]) {
      socket.on('error', (error) => console.debug('tap:', error.message));
      socket.on('close', () => [client, service].forEach((one) => one.destroy()));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}
