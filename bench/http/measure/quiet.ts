import { treeCpu } from '../../../test/support/browser/process-tree.ts';
import { until } from '../../../test/support/until.ts';

const window = 500;
/** A browser that does nothing stays well below this share of one processor. */
const idle = 0.06;

/** Waits until a process tree does next to nothing: a browser that has just started is busy with itself for a while. */
export async function untilQuiet(pid: number): Promise<void> {
  let before = treeCpu(pid);
  const isQuiet = (): boolean => {
    const now = treeCpu(pid);
    const share = (now - before) / (window / 1000);
    before = now;
    return share < idle;
  };
  await until(() => isQuiet(), { what: 'the browser has come to rest', timeout: 60_000, every: window });
}
