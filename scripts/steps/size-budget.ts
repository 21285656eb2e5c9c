import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { gzipSync } from 'node:zlib';
import { builtEntries } from './built-entries.ts';

/** Most that each entry may weigh, in kB (1000 bytes) after gzip. */
export type Budget = Record<string, number>;

/** The weight of an entry after gzip, in bytes: each file is fetched, so each is compressed, by itself. */
function weigh(folder: string, files: readonly string[]): number {
  return files.reduce((total, file) => total + gzipSync(readFileSync(join(folder, file))).length, 0);
}

/**
 * Prints what each entry of a built extension weighs.
 *
 * @returns what is wrong, as sentences: an entry over its budget, without a budget, or in the budget but not built
 */
export function checkSizes(folder: string, budget: Budget): string[] {
  const problems: string[] = [];
  for (const [entry, files] of Object.entries(builtEntries(folder))) {
    const bytes = weigh(folder, files);
    const limit = budget[entry];
    const over = limit === undefined || bytes > limit * 1000 || files.length === 0;
    const line = `${entry.padEnd(11)} ${(bytes / 1000).toFixed(1).padStart(6)} kB of ${limit ?? '?'} (${files.length} files)`;
    console.log(over ? styleText('red', line) : line);
    if (files.length === 0) problems.push(`${entry} was not built`);
    else if (limit === undefined) problems.push(`${entry} has no line in size-budget.json`);
    else if (over) problems.push(`${entry} is ${bytes} bytes after gzip; size-budget.json allows ${limit} kB`);
  }
  return problems;
}
