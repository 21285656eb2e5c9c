// `npm run browsers`: writes docs/browsers.md from the reports that `npm test` and `npm run test:firefox` left in .cache/reports, of one run or of
// several. A file's newest result counts, and what the page says already where there is none; a failed one is an error.
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { browserPage, type CaseReport, type FileResult, resultsOf, rowsOf } from './steps/browser-table.ts';
import { root } from './steps/command.ts';

const reports = globSync('.cache/reports/e2e*.json', { cwd: root })
  .map((path) => join(root, path))
  .toSorted((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);

const newest = (wanted: (path: string) => boolean): Map<string, FileResult> =>
  new Map(
    reports
      .filter((path) => wanted(basename(path)))
      .flatMap((path) => resultsOf(JSON.parse(readFileSync(path, 'utf8')) as CaseReport))
      .map((result) => [result.file, result]),
  );

const isFirefox = (name: string): boolean => name.startsWith('e2e-firefox');
const results = { chromium: newest((name) => !isFirefox(name)), firefox: newest(isFirefox) };
const files = globSync('test/e2e/*.test.ts', { cwd: root }).map((path) => basename(path));
const page = join(root, 'docs/browsers.md');
writeFileSync(page, `${browserPage(results, files.toSorted(), rowsOf(readFileSync(page, 'utf8')))}\n`);
console.log('docs/browsers.md');
