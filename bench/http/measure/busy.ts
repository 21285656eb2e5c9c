import { readFileSync } from 'node:fs';

/** Kernel ticks a second in proc(5). */
const ticks = 100;

/** Processor time that was used on this machine since it started, by anything, s (proc(5): all but idle and iowait). */
export function busyCpu(): number {
  const [line = ''] = readFileSync('/proc/stat', 'latin1').split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.trim().split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) / ticks;
}
