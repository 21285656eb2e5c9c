import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startNginx } from '../../bench/http/servers/nginx.ts';
import { verifyBundle } from '#domain/notice/verify';
import { openAddress } from '#domain/mirror/sealing';
import { fromBase64 } from '#domain/base64';
import { fileNamed, ServiceClient } from '../support/service/client.ts';
import { days, startOne, wednesday } from '../support/service/running.ts';
import { until } from '../support/until.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('two nodes behind nginx are one service, and one of them is enough', async () => {
  const clock = { now: wednesday };
  const first = await startOne('postgres', { proxies: 1 }, clock);
  const second = await startOne(first.config.place, { proxies: 1 }, clock);
  onTestFinished(() => second.close());
  const port = await freePort();
  const nodes = [first, second].map(({ service }) => `server ${service.address.slice('http://'.length)} max_fails=1;`);
  const nginx = await startNginx(
    () => `
      upstream nodes { ${nodes.join(' ')} }
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass http://nodes;
          proxy_set_header X-Forwarded-For $remote_addr;
          proxy_next_upstream error timeout non_idempotent;
        }
      }`,
    { host: '127.0.0.1', port },
  );
  onTestFinished(() => nginx.close());
  const client = new ServiceClient(`http://127.0.0.1:${port}`);
  const file = fileNamed('both');
  const [given] = await client.giveAs(4, file, 'https://a.example/both');
  expect(await client.give(given!)).toEqual({ status: 200, body: { recorded: true } });
  clock.now += 7 * days;
  await Promise.all([first.service.upkeep(), second.service.upkeep()]);
  const address = await until(
    async () => {
      const [row] = await client.all();
      return row && openAddress(file, fromBase64(row.sealed)!);
    },
    { what: 'the address is handed out' },
  );
  expect(address).toBe('https://a.example/both');
  expect(Math.min(first.log.length, second.log.length)).toBeGreaterThan(4);
  const trusted = { fingerprint: second.service.entered.split('#')[1]!, key: null, number: 2, today: '2027-03-10' };
  expect(verifyBundle(await client.signedBundle(), trusted).kind).toBe('accepted');
  await first.close();
  await client.giveAs(3, fileNamed('one'), 'https://a.example/one');
  expect((await client.get('/healthz')).status).toBe(200);
});
