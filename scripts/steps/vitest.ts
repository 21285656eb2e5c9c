import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from './command.ts';
import type { Step } from './step.ts';
import { type Closed, countSecondLook, countTests, failedFiles, type Report, type VitestRun } from './vitest-report.ts';

/** Where the last report of each step is kept. */
const reportFolder = join(root, '.cache/reports');

interface Part {
  /** Only these files. */
  files?: readonly string[];
  /** What the report's name has after the project's. */
  part?: string;
  closed?: Closed;
  /**
   * Up to so many files that failed beside other browsers run once more, alone. What passes then has passed, and is named as
   * unsteady: a fault of the test, or of the product under load, to be found. Default 0.
   */
  secondLook?: number;
}

interface Run {
  project: string;
  files: readonly string[];
  /** Of its report, without ending. */
  name: string;
  minutes: number;
  /** Variables beside those of this process. */
  more?: Record<string, string>;
}

/**
 * A project of vitest.config.ts as a step that counts every test.
 *
 * @param minutes after which the run is killed and counts as failed
 */
export function vitestProject(
  project: string,
  minutes: number,
  { files = [], part = '', closed, secondLook = 0 }: Part = {},
): Step {
  const name = `${project}${part}`;
  return {
    name: `${name} tests`,
    run: async () => {
      const { code, report } = await runVitest({ project, files, name, minutes });
      const failed = report ? failedFiles(report) : [];
      if (!report || failed.length === 0 || failed.length > secondLook) return countTests(report, code, closed);
      console.log(`\n${name}: once more, alone: ${failed.join(' ')}\n`);
      const more = { PERSEID_BROWSERS: '1' };
      const second = await runVitest({ project, files: failed, name: `${name}-again`, minutes, more });
      return countSecondLook({ code, report }, second, closed);
    },
  };
}

/** Runs vitest to its end. */
async function runVitest({ project, files, name, minutes, more }: Run): Promise<VitestRun> {
  const file = join(reportFolder, `${name}.json`);
  await mkdir(reportFolder, { recursive: true });
  await rm(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = ['run', '--project', project, ...files, ...reporters];
  const { code, output } = await run('vitest', args, { live: true, minutes, more });
  if (output) console.error(output.trim());
  return existsSync(file) ? { code, report: JSON.parse(await readFile(file, 'utf8')) as Report } : { code };
}
