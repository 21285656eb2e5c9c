import { Agent, request } from 'node:http';

/** How fast something was answered. */
export interface Pace {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** One request; its body, or null: none. */
export interface Ask {
  readonly path: string;
  readonly body: string | null;
}

/** So many are asked at once: one is answered while the next one is on its way. */
const lanes = 2;

/**
 * Asks one after the other in each lane, over connections that are kept.
 * @param asks what is asked; it ends with them
 * @throws when one is not answered with 200
 */
export async function measure(address: string, asks: Iterable<Ask>): Promise<Pace> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const times: number[] = [];
  const next = asks[Symbol.iterator]();
  const begun = performance.now();
  const lane = async (): Promise<void> => {
    for (let one = next.next(); one.done !== true; one = next.next()) {
      const start = performance.now();
      await answered(agent, address, one.value);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return paceOf(times, seconds);
}

function paceOf(times: readonly number[], seconds: number): Pace {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(2));
  return { perSecond: Math.round(times.length / seconds), p50Ms: at(0.5), p99Ms: at(0.99) };
}

let asked = 0;

/** Each from another network address, or the service's limits would be measured. */
function answered(agent: Agent, address: string, { path, body }: Ask): Promise<void> {
  const from = `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked++ & 255}`;
  const headers = {
    'x-forwarded-for': from,
    ...(body !== null && { 'content-type': 'application/json', 'content-length': body.length }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      `${address}${path}`,
      { agent, method: body === null ? 'GET' : 'POST', headers },
      (response) => {
        response.resume();
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`${path} was answered ${response.statusCode}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}
