import { treeCpu, treeMemory } from '../../../test/support/browser/process-tree.ts';

/** Between two looks at the memory, ms: one costs some ms of a processor for a browser. */
const every = 250;

/** What a process tree has used between two moments. */
export class TreeMeter {
  readonly #pid: number;
  readonly #cpuBefore: number;
  readonly #idle: number;
  readonly #timer: NodeJS.Timeout;
  #peak: number;

  /** Begins to measure: what there is now is what the tree has when idle. */
  constructor(pid: number) {
    this.#pid = pid;
    this.#idle = treeMemory(pid);
    this.#peak = this.#idle;
    this.#cpuBefore = treeCpu(pid);
    this.#timer = setInterval(() => this.#look(), every);
  }

  /** Ends it. @returns processor time, s; most memory over idle, bytes */
  stop(): { cpuSeconds: number; peakBytes: number } {
    clearInterval(this.#timer);
    this.#look();
    return { cpuSeconds: treeCpu(this.#pid) - this.#cpuBefore, peakBytes: this.#peak - this.#idle };
  }

  #look(): void {
    this.#peak = Math.max(this.#peak, treeMemory(this.#pid));
  }
}
