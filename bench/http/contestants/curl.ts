import { join } from 'node:path';
import { ensureCurl } from '../tools.ts';
import { program } from './program.ts';

/** curl, which uses one connection and does not try again. */
export const curl = program({
  id: 'curl',
  executable: ensureCurl,
  args: ({ urls, name, cookie }, folder) => [
    '--silent',
    '--show-error',
    '--fail',
    '--insecure',
    '--output',
    join(folder, name),
    ...(cookie === null ? [] : ['--cookie', cookie]),
    urls[0],
  ],
});
