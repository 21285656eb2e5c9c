import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { until } from '../../../test/support/until.ts';
import type { Exchange } from '../servers/server.ts';

/** It gave up, or nobody waits any longer. */
export class NeverCame extends Error {}

interface Watch {
  readonly path: string;
  readonly bytes: number;
  /** Requests so far, as the server sees them. */
  readonly exchanges: () => Promise<Exchange[]>;
  /** Most that is waited, s. */
  readonly patience: number;
}

/** When the server has had nothing to do for so long, nothing more will come, ms. */
const silence = 45_000;
const every = 10;
/** Looks between two questions to the server. */
const seldom = 200;

/**
 * Waits until the whole file lies there under its final name.
 * @returns when, on performance.now()'s clock
 * @throws NeverCame
 */
export async function arrival({ path, bytes, exchanges, patience }: Watch): Promise<number> {
  const deadline = performance.now() + patience * 1000;
  let looks = 0;
  const come = async (): Promise<number | null> => {
    const now = performance.now();
    if (statSync(path, { throwIfNoEntry: false })?.size === bytes) return now;
    if (now > deadline) throw new NeverCame(`not within ${patience} s; ${leftIn(path)}`);
    if (++looks % seldom === 0 && isSilent(await exchanges())) throw new NeverCame(`gave up; ${leftIn(path)}`);
    return null;
  };
  return await until(come, { what: `${path} lies there`, timeout: 2 * patience * 1000, every });
}

/** Whether requests were made, none is under way, and the last one is long over. */
function isSilent(exchanges: readonly Exchange[]): boolean {
  const last = exchanges.map(({ lastAt, begunAt, running }) => (running ? Infinity : (lastAt ?? begunAt)));
  return last.length > 0 && Math.max(...last) < Date.now() - silence;
}

function leftIn(path: string): string {
  return `in the folder: ${readdirSync(dirname(path)).join(', ') || 'nothing'}`;
}
