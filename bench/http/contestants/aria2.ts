import { ensureAria2 } from '../tools.ts';
import { program } from './program.ts';

/** aria2c with so many connections, per server and in all; it is given all addresses of the file. */
export const aria2 = (connections: 6 | 16): ReturnType<typeof program> =>
  program({
    id: connections === 6 ? 'aria2x6' : 'aria2x16',
    executable: ensureAria2,
    args: ({ urls, name, cookie }, folder) => [
      '--no-conf',
      '--quiet',
      '--check-certificate=false',
      `--dir=${folder}`,
      `--out=${name}`,
      ...(cookie === null ? [] : [`--header=Cookie: ${cookie}`]),
      `-x${connections}`,
      `-s${connections}`,
      '-k1M',
      ...urls,
    ],
  });
