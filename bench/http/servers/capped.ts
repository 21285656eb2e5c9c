import type { Behaviour } from '../../../test/support/site/behaviour.ts';
import type { Ground } from '../scenarios.ts';
import type { BenchServer } from './server.ts';
import { SiteClient } from './site-client.ts';
import { startTlsFront } from './tls-front.ts';

type CappedGround = Extract<Ground, { kind: 'capped' }>;

/** One host whose connections have a cap each, and the ground's faults. */
export async function startCapped(ground: CappedGround, bytes: number): Promise<BenchServer> {
  const hosts = [{ host: '127.0.0.1', rate: ground.rate, capped: 'connection' as const }];
  const file = { size: bytes, delay: ground.delay ?? 0, needs: ground.cookie ? { cookie: true } : {} };
  const site = new SiteClient();
  const [behind = ''] = await site.call('start', { hosts, life: ground.life ?? null });
  const cookie = ground.cookie ? await cookieOf(behind) : null;
  const front = ground.tls ? await startTlsFront(behind) : null;
  return {
    ...served(site, [front?.origin ?? behind], file, cookie),
    cpu: () => site.cpu() + (front?.cpu() ?? 0),
    async close() {
      await front?.close();
      await site.close();
    },
  };
}

/** Several hosts with the same files, each with a cap for all its connections together; they announce one another. */
export async function startMirrors(
  { rates }: Extract<Ground, { kind: 'mirrors' }>,
  bytes: number,
): Promise<BenchServer> {
  const hosts = rates.map((rate, at) => ({ host: `127.0.0.${at + 1}`, rate, capped: 'site' as const }));
  const site = new SiteClient();
  const origins = await site.call('start', { hosts, life: null });
  return served(site, origins.toReversed(), { size: bytes }, null);
}

/** @param origins the one whose link is clicked first */
function served(
  site: SiteClient,
  origins: readonly string[],
  file: Partial<Behaviour> & { size: number },
  cookie: string | null,
): BenchServer {
  const [origin = ''] = origins;
  return {
    within: [],
    origin,
    async offer(label) {
      const name = `${label}.bin`;
      const [first = '', ...others] = origins.map((host) => `${host}/${name}`);
      const sha256 = await site.call('add', { name, file });
      return { name, bytes: file.size, sha256, page: `${origin}/`, cookie, urls: [first, ...others] };
    },
    exchanges: ({ name }) => site.call('exchanges', { name }),
    cpu: () => site.cpu(),
    close: () => site.close(),
  };
}

/** What the site's page sets, as a client sends it back. */
async function cookieOf(origin: string): Promise<string> {
  const page = await fetch(`${origin}/`);
  await page.text();
  return (page.headers.get('set-cookie') ?? '').replace(/;.*/, '');
}
