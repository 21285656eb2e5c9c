import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { expect, it } from 'vitest';
import { reapedCpu, treeCpu, treeMemory } from '../support/browser/process-tree.ts';
import { until } from '../support/until.ts';

/** A shell whose child burns processor time until it has used `seconds`, and ends; the shell then waits for its input to end. */
function burn(seconds: number) {
  const work = `for (let t = { user: 0, system: 0 }; t.user + t.system < ${seconds * 1e6};) t = process.cpuUsage();`;
  return spawn('sh', ['-c', `"${process.execPath}" -e '${work}'; cat`], { stdio: ['pipe', 'inherit', 'inherit'] });
}

it('the processor time of a tree holds what ended children used, and passes to whoever reaps them', async () => {
  const before = reapedCpu();
  // More than is waited for: /proc counts in ticks, and samples.
  const shell = burn(0.6);
  await until(() => treeCpu(shell.pid!) >= 0.3, { what: 'the processor time was used' });
  expect(treeMemory(shell.pid!)).toBeGreaterThan(0);
  const exited = once(shell, 'exit');
  shell.stdin.end();
  await exited;
  expect(reapedCpu() - before).toBeGreaterThanOrEqual(0.3);
}, 30_000);
