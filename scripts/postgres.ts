import { delimiter, dirname } from 'node:path';
import { globSync, realpathSync } from 'node:fs';
import process from 'node:process';
import { ensure } from './programs.ts';

/** The folder of PostgreSQL's programs (initdb, postgres). Debian keeps them off the PATH: its package is looked for there, too. */
export async function ensurePostgres(): Promise<string> {
  offerDebians();
  const program = {
    title: 'PostgreSQL',
    names: ['initdb'],
    packages: ['postgresql'],
    variable: 'PERSEID_INITDB',
    installed: offerDebians,
  };
  // Its companions are where it really is.
  return dirname(realpathSync(await ensure(program)));
}

/** Puts the newest version's folder at the end of the PATH. */
function offerDebians(): void {
  const newest = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1);
  const path = process.env['PATH'] ?? '';
  if (newest !== undefined && !path.split(delimiter).includes(newest)) {
    process.env['PATH'] = `${path}${delimiter}${newest}`;
  }
}
