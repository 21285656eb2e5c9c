import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * A script that becomes the browser, with its output in a file: a pipe held by one of its children would keep the caller waiting.
 * @param output `all`: errors too; else they come to the caller, who reads them
 */
export function writeStarter(command: readonly string[], workshop: string, output: 'all' | 'but errors'): string {
  const starter = join(workshop, 'start.sh');
  const log = quote(join(workshop, 'browser.log'));
  const redirected = `>>${log}${output === 'all' ? ' 2>&1' : ''}`;
  writeFileSync(starter, `#!/bin/sh\nexec ${command.map(quote).join(' ')} "$@" ${redirected}\n`);
  chmodSync(starter, 0o755);
  return starter;
}
