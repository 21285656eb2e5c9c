import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);
const pages = ['README.md', 'CHANGELOG.md', ...globSync('docs/*.md', { cwd: root })];

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** What a page tells the reader to run, as names of npm scripts. */
function scriptsNamedIn(text: string): string[] {
  return [...matches(text, /\bnpm run ([\w:-]+)/g), ...matches(text, /\bnpm (start|test)\b/g)];
}

/** Links within the repository, and what stands in code marks and looks like a path of it, seen from its top. */
function pathsNamedIn(page: string, text: string): string[] {
  const links = [...matches(text, /\]\(([^)#:]+)\)/g), ...matches(text, /(?:src|srcset)="([^":]+)"/g)];
  const named = matches(text, /`(?:node )?((?:src|test|scripts|docs|store-assets|entrypoints)\/[\w./-]+)`/g);
  return [...links.map((link) => join(dirname(page), link)), ...named];
}

/** A path in a text may leave out its ending: `src/domain/task/reduce`. */
const isThere = (path: string): boolean => ['', '.ts', '.tsx'].some((ending) => existsSync(join(root, path + ending)));

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('names npm scripts that exist', () => {
    expect(scriptsNamedIn(text).filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it('names files that exist', () => {
    expect(pathsNamedIn(page, text).filter((path) => !isThere(path))).toEqual([]);
  });
});

it('the README has the two commands', () => {
  expect(matches(read('README.md'), /^ {4}(npm ci && npm \w+)$/gm)).toEqual([
    'npm ci && npm start',
    'npm ci && npm test',
  ]);
});

it('a name that does not exist is seen', () => {
  expect(scriptsNamedIn('run `npm run nothing`, then npm start')).toEqual(['nothing', 'start']);
  expect(pathsNamedIn('docs/x.md', '[a](gone.md), `src/gone.ts`').filter((path) => !isThere(path))).toEqual([
    'docs/gone.md',
    'src/gone.ts',
  ]);
});
