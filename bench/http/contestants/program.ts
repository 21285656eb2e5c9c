import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { reapedCpu } from '../../../test/support/browser/process-tree.ts';
import { removeTemporary, temporaryFolder } from '../../../test/support/temporary.ts';
import { TreeMeter } from '../measure/tree-meter.ts';
import type { ContestantId } from '../scenarios.ts';
import type { Offer } from '../servers/server.ts';
import type { Contestant } from './contestant.ts';
import { record, type Attempt } from './record.ts';

/** A program and its arguments for an offer. */
export interface Program {
  readonly id: ContestantId;
  readonly executable: () => Promise<string>;
  readonly args: (offer: Offer, folder: string) => string[];
}

/** A program that downloads: from its start to its end. */
export function program({ id, executable, args }: Program): Contestant {
  return async ({ scenario, server, round }) => {
    const offer = await server.offer(`${scenario.name}-${id}-${round}`);
    const folder = temporaryFolder('downloads');
    const [command, ...before] = [...server.within, await executable()];
    const patience = 4 * scenario.patience + 30;
    const trial = await record(id, offer, server, () =>
      run(command, [...before, ...args(offer, folder)], join(folder, offer.name), { bytes: offer.bytes, patience }),
    );
    removeTemporary(folder);
    return [trial];
  };
}

async function run(
  command: string,
  args: readonly string[],
  path: string,
  { bytes, patience }: { bytes: number; patience: number },
): Promise<Attempt> {
  const log = `${path}.log`;
  const output = await open(log, 'w');
  const cpuBefore = reapedCpu();
  const clickedAt = Date.now();
  const begun = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', output.fd, output.fd],
    timeout: patience * 1000,
    killSignal: 'SIGKILL',
  });
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  const meter = child.pid === undefined ? null : new TreeMeter(child.pid);
  const [code, signal] = await exited;
  const seconds = (performance.now() - begun) / 1000;
  const peakBytes = meter?.stop().peakBytes ?? 0;
  await output.close();
  const whole = code === 0 && statSync(path, { throwIfNoEntry: false })?.size === bytes;
  const end = whole ? seconds : { failed: `ended with ${code ?? signal}: ${lastWords(log)}` };
  return { clickedAt, end, path, cpuSeconds: reapedCpu() - cpuBefore, peakBytes };
}

function lastWords(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? '';
}
