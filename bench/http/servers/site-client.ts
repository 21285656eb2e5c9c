import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { treeCpu } from '../../../test/support/browser/process-tree.ts';
import { goesFirst } from './priority.ts';
import type { SiteCalls } from './site-process.ts';

type Answer = PromiseWithResolvers<unknown>;

/** A fault server in a process of its own, seen from the bench. Should it end by itself, so do the calls that wait for it. */
export class SiteClient {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Answer>();
  #calls = 0;

  constructor() {
    this.#process = fork(join(import.meta.dirname, 'site-process.ts'), { stdio: ['ignore', 2, 2, 'ipc'] });
    if (this.#process.pid !== undefined) goesFirst(this.#process.pid);
    this.#process.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
      this.#waiting.get(id)?.resolve(answer);
      this.#waiting.delete(id);
    });
    this.#process.on('exit', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the fault server ended with ${code}`));
    });
  }

  async call<Verb extends keyof SiteCalls>(
    verb: Verb,
    ask: SiteCalls[Verb]['ask'],
  ): Promise<SiteCalls[Verb]['answer']> {
    const id = ++this.#calls;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.#process.send({ id, verb, ask });
    return (await answer.promise) as SiteCalls[Verb]['answer'];
  }

  /** Processor time so far, s. */
  cpu(): number {
    return this.#process.pid === undefined ? 0 : treeCpu(this.#process.pid);
  }

  async close(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.disconnect();
    await gone;
  }
}
