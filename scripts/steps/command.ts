import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/** The repository. */
export const root = join(import.meta.dirname, '../..');

/** How a command ended. `code` is null when it was killed or never started; then `output` says why. */
export interface Ended {
  code: number | null;
  output: string;
  /** Of `output`, what it printed as its result. */
  stdout: string;
}

interface Options {
  /** Shows the output while it comes, instead of collecting it or (`'too'`) beside that. */
  live?: boolean | 'too';
  /** After so many minutes the command and everything it started is killed. */
  minutes: number;
  env?: NodeJS.ProcessEnv;
  /** Variables beside these. */
  more?: Record<string, string> | undefined;
  cwd?: string;
}

const running = new Set<ChildProcess>();

/** Ends the command's whole process group, for a test runner killed alone would leave its workers behind. */
function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) killGroup(child);
    process.exit(1);
  });
}

/** Our own tools and our own Node first, whatever the caller's PATH. */
function withTools(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, PATH: [join(root, 'node_modules/.bin'), env['PATH'] ?? ''].join(delimiter) };
}

/** Runs a command of node_modules/.bin (or of the PATH) to its end. Never throws: a crash is an `Ended` too. */
export function run(command: string, args: readonly string[], options: Options): Promise<Ended> {
  const stdio = options.live === true ? 'inherit' : 'pipe';
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...(options.env ?? withTools(process.env)), ...options.more },
    stdio: ['ignore', stdio, stdio],
    detached: true,
  });
  running.add(child);
  let output = '';
  let stdout = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
    if (options.live === 'too') process.stdout.write(chunk);
  };
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      output += `\nkilled: still running after ${options.minutes} minutes`;
      killGroup(child);
    }, options.minutes * 60_000);
    const end = (code: number | null, reason = ''): void => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output: output + reason, stdout });
    };
    child.once('error', (error) => end(null, `\n${command} did not start: ${error.message}`));
    child.once('close', (code, signal) => end(code, signal ? `\nended by ${signal}` : ''));
  });
}
