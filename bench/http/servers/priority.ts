import { setPriority } from 'node:os';
import process from 'node:process';

/** As nice(2): negative goes first. */
const first = -10;

/**
 * Lets a server go before everything else: it stands for another machine, which would not wait for this one's processors.
 * (Only root may; elsewhere it has to do without.)
 */
export function goesFirst(pid: number): void {
  if (process.getuid?.() === 0) setPriority(pid, first);
}
