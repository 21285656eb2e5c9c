import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import type { Place } from '../../../server/store/store.ts';
import { until } from '../until.ts';

const main = join(import.meta.dirname, '../../../server/main.ts');
const running = new Set<ChildProcess>();

process.on('exit', endAll);

/** Ends those that a failed test left. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** A service in a process of its own, as an operator starts it. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  /** All that it wrote, both ways. */
  written = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'exit');
    const collect = (chunk: Buffer): void => void (this.written += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    running.add(child);
    child.once('exit', () => running.delete(child));
  }

  /** Runs a command to where it has said something (a service: that it listens). */
  static async start(
    place: Place,
    settings: Record<string, string> = {},
    args: readonly string[] = [],
  ): Promise<ServiceProcess> {
    const env = {
      ...process.env,
      PORT: '0',
      TOKEN_WORK: '0',
      PERSEID_DATA: place.folder,
      DATABASE_URL: place.databaseUrl ?? '',
      ...settings,
    };
    const one = new ServiceProcess(
      spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
    await until(() => one.written.includes('\n') || one.code !== null, {
      what: 'the service says where it is',
      every: 10,
    });
    return one;
  }

  /** What a user enters. */
  get entered(): string {
    return /http\S+/.exec(this.written)?.[0] ?? '';
  }

  get address(): string {
    return this.entered.replace(/\/#.*/, '');
  }

  get pid(): number {
    return this.#child.pid ?? NaN;
  }

  /** How it ended; null: it runs, or was killed. */
  get code(): number | null {
    return this.#child.exitCode;
  }

  signal(name: 'SIGTERM' | 'SIGKILL'): void {
    this.#child.kill(name);
  }

  async ended(): Promise<void> {
    await this.#ended;
  }

  async end(name: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.signal(name);
    await this.ended();
  }
}
