import { PerseidError } from '#domain/error';
import type { TransferPorts } from './ports.ts';

/** What brings no byte for this long is given up, ms. */
export const stallTime = 30_000;

/**
 * Does what waits for a server, and gives it up when that is silent for the stall time.
 * @param work told when it is given up; says whenever something came
 * @throws PerseidError `stalled`, the signal's reason, or what the work throws
 */
export async function unstalled<T>(
  { now, wait }: Pick<TransferPorts, 'now' | 'wait'>,
  signal: AbortSignal,
  work: (signal: AbortSignal, heard: () => void) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const all = AbortSignal.any([signal, own.signal]);
  let heardAt = now();
  const silence = async (): Promise<never> => {
    for (let left = stallTime; left > 0; left = heardAt + stallTime - now()) await wait(left, all);
    throw new PerseidError('stalled');
  };
  const heard = (): void => {
    heardAt = now();
  };
  try {
    return await Promise.race([work(all, heard), silence()]);
  } finally {
    own.abort();
  }
}

/** Rejects with the signal's reason when it is aborted; pending else. */
export async function aborted(signal: AbortSignal): Promise<never> {
  await new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', resolve, { once: true });
  });
  throw signal.reason;
}

/** The loop looks around this often, ms ... */
const tick = 50;
/** ... more often while it is tried whether taking over pays: the browser fetches the same bytes meanwhile ... */
const trialTick = 25;
/** ... and while nothing is under way, as often as anybody is told. */
const idleTick = 250;

/** When a transfer looks around again, ms. @param busy connections are open */
export function untilNextLook(trying: boolean, busy: boolean): number {
  if (trying) return trialTick;
  return busy ? tick : idleTick;
}
