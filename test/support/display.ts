import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureXvfb } from '../../scripts/browsers.ts';

/** A display without a screen, for browsers that are not headless. */
export interface Display {
  /** Value of DISPLAY. */
  readonly name: string;
  close(): Promise<void>;
}

/** Starts one on a free number. */
export async function openDisplay(): Promise<Display> {
  const server = spawn(await ensureXvfb(), ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const exited = once(server, 'exit');
  const numbers = server.stdio[3];
  if (!numbers) throw new Error('Xvfb has no pipe to tell its number');
  const [number] = (await Promise.race([once(numbers, 'data'), exited.then(() => [''])])) as [Buffer | string];
  const name = `:${String(number).trim()}`;
  if (name === ':') throw new Error('Xvfb did not start');
  return {
    name,
    async close() {
      server.kill();
      await exited;
    },
  };
}
