import { setPriority } from 'node:os';

/** As nice(2): negative goes first. */
const first = -10;
/** Not root, or in a container that may not. */
const notAllowed = new Set(['EACCES', 'EPERM']);

/**
 * Lets a server go before everything else, where that is allowed: it stands for another machine, which would not wait for
 * this one's processors.
 */
export function goesFirst(pid: number): void {
  try {
    setPriority(pid, first);
  } catch (error) {
    if (!notAllowed.has((error as { info?: { code?: string } }).info?.code ?? '')) throw error;
  }
}
