import { enoughOfFast, judgeLook } from '#domain/source/look';
import { wait } from '#platform/clock';
import { transferFetch } from '#platform/transfer-fetch';
import { expectRequest } from './witness.ts';

/** So often what has come is judged, ms. */
const pace = 5;

/**
 * Looks from here whether one connection alone is as fast as anybody needs: opening the engine page would only take processor time
 * from the browser's own download. On any other link the engine page finds out what more connections bring.
 * @returns false also when there is no answer, or a slow one
 */
export async function isPlainlyFast(url: string, signal: AbortSignal): Promise<boolean> {
  expectRequest(url);
  const own = new AbortController();
  const both = AbortSignal.any([own.signal, signal]);
  const askedAt = performance.now();
  let firstAt: number | null = null;
  let bytes = 0;
  let over = false;
  const read = async (): Promise<void> => {
    const answer = await transferFetch({ url, from: 0, to: enoughOfFast, ifRange: null, bare: false }, both);
    for (let chunk = await answer.read(); chunk !== null; chunk = await answer.read()) {
      firstAt ??= performance.now();
      bytes += chunk.byteLength;
    }
  };
  // Why there is no answer, the engine's own probe finds out.
  const reading = read()
    .catch((error: unknown) => console.info('A look failed:', error))
    .finally(() => (over = true));
  try {
    for (;;) {
      await Promise.race([reading, wait(pace, both)]);
      const now = performance.now();
      const verdict = judgeLook({ asked: now - askedAt, time: firstAt === null ? null : now - firstAt, bytes });
      if (verdict !== null || over) return verdict === 'fast';
    }
  } finally {
    own.abort();
  }
}
