// Runs after the builds: what `npm run zip` makes of a commit, in two clones of it that differ in place, clock and rights.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../scripts/steps/command.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { root } from './source.ts';

type Packages = ReadonlyMap<string, Uint8Array>;

/** Clones what is committed here and packs it. */
async function packClone(folder: string, more: Record<string, string>, umask: string): Promise<Packages> {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder]);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { code, output } = await run('bash', ['-c', `umask ${umask} && npm run zip`], {
    cwd: folder,
    minutes: 5,
    more,
  });
  if (code !== 0) throw new Error(output);
  return new Map(globSync(join(folder, '.output/*.zip')).map((path) => [basename(path), readFileSync(path)]));
}

const trackedHere = (): string[] =>
  execFileSync('git', ['ls-tree', '-r', '-z', '--name-only', 'HEAD'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '');

describe('the packages of a commit', () => {
  let one: Packages;
  let other: Packages;
  beforeAll(async () => {
    const folder = temporaryFolder('packages');
    one = await packClone(join(folder, 'one'), { TZ: 'Pacific/Kiritimati' }, '022');
    other = await packClone(join(folder, 'an/other'), { TZ: 'America/Adak', LANG: 'tr_TR.UTF-8' }, '077');
  }, 300_000);

  it('are three', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const names = ['chrome', 'firefox', 'source'].map((name) => `perseid-${version}-${name}.zip`);
    expect([...one.keys()].toSorted()).toEqual(names);
  });

  it('are the same to the byte, wherever and whenever they are built', () => {
    expect([...other.keys()].toSorted()).toEqual([...one.keys()].toSorted());
    for (const [name, bytes] of one) expect(Buffer.compare(bytes, other.get(name) ?? new Uint8Array()), name).toBe(0);
  });

  it('are the extension for each browser, and all that it is built from', () => {
    const filesOf = (name: string): string[] => {
      const [bytes = new Uint8Array()] = [...one]
        .filter(([file]) => file.endsWith(`-${name}.zip`))
        .map(([, zip]) => zip);
      return Object.keys(unzipSync(bytes));
    };
    for (const browser of ['chrome', 'firefox'])
      expect(filesOf(browser)).toEqual(expect.arrayContaining(['background.js', 'icon/128.png', 'manifest.json']));
    expect(filesOf('source').toSorted()).toEqual(trackedHere().toSorted());
  });
});
