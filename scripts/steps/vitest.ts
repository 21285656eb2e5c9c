import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command.ts';
import type { Step } from './step.ts';
import { countTests, type Report } from './vitest-report.ts';

/**
 * A project of vitest.config.ts as a step that counts every test.
 *
 * @param minutes after which the run is killed and counts as failed
 */
export function vitestProject(project: string, minutes: number): Step {
  return {
    name: `${project} tests`,
    run: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'perseid-report-'));
      const file = join(folder, 'report.json');
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      const { code, output } = await run('vitest', ['run', '--project', project, ...reporters], {
        live: true,
        minutes,
      });
      if (output) console.error(output.trim());
      const report = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Report) : undefined;
      await rm(folder, { recursive: true });
      return countTests(report, code);
    },
  };
}
