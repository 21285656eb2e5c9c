import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './command.ts';
import type { Step } from './step.ts';
import { type Closed, countTests, type Report } from './vitest-report.ts';

/** Where the last report of each step is kept. */
const reportFolder = join(root, '.cache/reports');

interface Part {
  /** Only these files. */
  files?: readonly string[];
  /** What the report's name has after the project's. */
  part?: string;
  closed?: Closed;
}

/**
 * A project of vitest.config.ts as a step that counts every test.
 *
 * @param minutes after which the run is killed and counts as failed
 */
export function vitestProject(project: string, minutes: number, { files = [], part = '', closed }: Part = {}): Step {
  return {
    name: `${project}${part} tests`,
    run: async () => {
      const file = join(reportFolder, `${project}${part}.json`);
      await mkdir(reportFolder, { recursive: true });
      await rm(file, { force: true });
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      const { code, output } = await run('vitest', ['run', '--project', project, ...files, ...reporters], {
        live: true,
        minutes,
      });
      if (output) console.error(output.trim());
      const report = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Report) : undefined;
      return countTests(report, code, closed);
    },
  };
}
