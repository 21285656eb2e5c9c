import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { until } from '../until.ts';

/** Ends a process and all its descendants at once, without a chance to tidy up (Linux), and waits until they are gone. */
export async function killTree(pid: number): Promise<void> {
  const parents = parentsByPid();
  // The root first: it is the one that would note the others' end and write about it.
  const tree = [pid, ...descendants(pid, parents)];
  for (const member of tree) kill(member, 'SIGKILL');
  await until(() => tree.every((member) => !isAlive(member)), {
    what: `the processes ${tree.join(' ')} are gone`,
    every: 20,
  });
}

/** Stops a process and all its descendants where they are, as a machine that falls asleep does, until `wakeTree`. */
export function stopTree(pid: number): void {
  for (const member of [pid, ...descendants(pid, parentsByPid())]) kill(member, 'SIGSTOP');
}

/** Lets them go on. */
export function wakeTree(pid: number): void {
  for (const member of [pid, ...descendants(pid, parentsByPid())]) kill(member, 'SIGCONT');
}

/**
 * Memory of a process and all its descendants, bytes: pages that several share count once (Pss of proc(5)). Without pages
 * of mapped files: those are the browser's program, and what of it is counted here changes when another browser starts.
 */
export function treeMemory(pid: number): number {
  return [pid, ...descendants(pid, parentsByPid())].reduce((sum, member) => sum + memoryOf(member), 0);
}

/** Kernel ticks a second in proc(5): the same on every Linux that Node runs on. */
const ticks = 100;

/**
 * Processor time of a process and all its descendants so far, s. Those that have ended are in it, for whoever reaped them
 * carries their time.
 */
export function treeCpu(pid: number): number {
  return [pid, ...descendants(pid, parentsByPid())].reduce((sum, member) => sum + (readStat(member)?.cpu ?? 0), 0);
}

/** Processor time of the children of this process that have ended, s. */
export function reapedCpu(): number {
  return readStat(process.pid)?.reaped ?? 0;
}

/** 0 when it is gone. */
function memoryOf(pid: number): number {
  try {
    const told = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
    return [...told.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB$/gm)].reduce((sum, [, kB]) => sum + Number(kB) * 1024, 0);
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

function kill(pid: number, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // gone by itself, between looking and this
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

/** What is told of a process. Times in s; `cpu` is its own and that of its ended children, `reaped` the latter alone. */
interface Stat {
  state: string;
  parent: number;
  cpu: number;
  reaped: number;
}

/** Null when there is no such process (proc(5)). */
function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name before it stands in brackets and may itself hold spaces and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // Fields 3 and 4 of the manual, and 14 to 17: user and system time, its own and of children that were waited for.
    const [state = '', parent = ''] = fields;
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15).map(Number);
    const reaped = (childUser + childSystem) / ticks;
    return { state, parent: Number(parent), cpu: (user + system) / ticks + reaped, reaped };
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
