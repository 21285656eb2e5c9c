import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import process from 'node:process';
import { root, run } from '../../../scripts/steps/command.ts';

/** A leak planted on purpose, and the test that must notice. */
export interface Mutation {
  /** The promise that it breaks, or several that one test proves, as they stand in its name. */
  readonly promise: string;
  /** What is wrong with it, in words. */
  readonly leak: string;
  /** The file it is in, from the repository. */
  readonly file: string;
  /** Text that is there exactly once, and what takes its place. */
  readonly instead: readonly [text: string, replacement: string];
  /** Where the tests are that carry the promise's id. */
  readonly test: string;
  /** In which browser; Chromium, unless told. `none`: the tests need no build of the extension. */
  readonly browser?: 'firefox' | 'none' | undefined;
}

/** The project of vitest.config.ts in which its tests are. */
const projects = { chrome: 'e2e', firefox: 'e2e-firefox', none: 'server' } as const;

const left = new Set(['node_modules', '.git', '.output', '.cache', '.wxt']);

/** What the tests of a promise came to. */
export interface Verdict {
  /** The tests with the id that failed, by name. */
  readonly red: readonly string[];
  readonly green: number;
  readonly output: string;
}

/** A copy of the working tree, in which code can be broken. */
export class Mutant {
  readonly #folder = mkdtempSync(join(tmpdir(), 'perseid-mutant-'));
  readonly #env = {
    ...process.env,
    NO_COLOR: '1',
    PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
  };

  constructor() {
    cpSync(root, this.#folder, { recursive: true, filter: (path) => !left.has(relative(root, path)) });
    symlinkSync(join(root, 'node_modules'), join(this.#folder, 'node_modules'));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Breaks it; @returns mends it again. @throws when the text is not there exactly once */
  break({ file, instead: [text, replacement] }: Mutation): () => void {
    const path = join(this.#folder, file);
    const sound = readFileSync(path, 'utf8');
    if (sound.split(text).length !== 2) throw new Error(`${file} does not have exactly once: ${text}`);
    writeFileSync(
      path,
      sound.replace(text, () => replacement),
    );
    return () => writeFileSync(path, sound);
  }

  /**
   * Builds the extension that the end-to-end tests use, or (`'store'`) the store's.
   * @throws with its output when it cannot be built
   */
  async build(edition: 'e2e' | 'store' = 'e2e', browser: keyof typeof projects = 'chrome'): Promise<void> {
    if (browser === 'none') return;
    const which = edition === 'e2e' ? ['--e2e'] : [];
    const { code, output } = await this.#run('node', ['scripts/build.ts', ...which, '--browser', browser]);
    // The budget of sizes is another test's.
    if (code !== 0 && !output.includes('size-budget.json allows')) throw new Error(output);
  }

  /** Runs the tests of a file that carry a promise's id. */
  async judge({ test, promise, browser }: Pick<Mutation, 'test' | 'promise' | 'browser'>): Promise<Verdict> {
    const { output } = await this.#run('vitest', [
      'run',
      `--project=${projects[browser ?? 'chrome']}`,
      '--reporter=verbose',
      test,
      '-t',
      `\\b${promise}\\b`,
    ]);
    const named = (sign: string): string[] =>
      output.split('\n').filter((line) => new RegExp(`^\\s*${sign} .*\\b${promise}\\b`).test(line));
    return { red: named('×'), green: named('✓').length, output };
  }

  #run(command: string, args: string[]): ReturnType<typeof run> {
    return run(command, args, { cwd: this.#folder, env: this.#env, minutes: 5 });
  }
}
