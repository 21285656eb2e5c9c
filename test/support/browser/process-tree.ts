import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { until } from '../until.ts';

/** Ends a process and all its descendants at once, without a chance to tidy up (Linux), and waits until they are gone. */
export async function killTree(pid: number): Promise<void> {
  const parents = parentsByPid();
  // The root first: it is the one that would note the others' end and write about it.
  const tree = [pid, ...descendants(pid, parents)];
  for (const member of tree) kill(member);
  await until(() => tree.every((member) => !isAlive(member)), {
    what: `the processes ${tree.join(' ')} are gone`,
    every: 20,
  });
}

/** Memory of a process and all its descendants, bytes: pages that several share count once (Pss of proc(5)). */
export function treeMemory(pid: number): number {
  return [pid, ...descendants(pid, parentsByPid())].reduce((sum, member) => sum + memoryOf(member), 0);
}

/** 0 when it is gone. */
function memoryOf(pid: number): number {
  try {
    const [, kibibytes = '0'] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')) ?? [];
    return Number(kibibytes) * 1024;
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // gone by itself, between looking and killing
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function parentsByPid(): Map<number, number> {
  const pids = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
  return new Map(
    pids.flatMap((pid) => {
      const parent = readStat(pid)?.parent;
      return parent === undefined ? [] : [[pid, parent]];
    }),
  );
}

function descendants(pid: number, parents: ReadonlyMap<number, number>): number[] {
  const children = [...parents].filter(([, parent]) => parent === pid).map(([child]) => child);
  return children.concat(children.flatMap((child) => descendants(child, parents)));
}

/** A zombie holds nothing any more; who should reap it may be an init that never does. */
function isAlive(pid: number): boolean {
  const stat = readStat(pid);
  return stat !== null && stat.state !== 'Z';
}

/** State and parent (proc(5)); null when there is no such process. */
function readStat(pid: number): { state: string; parent: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before it stands in brackets and may itself hold spaces and brackets.
    const [state = '', parent = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
