import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vitest/node';

/** The repository. */
export const root = join(import.meta.dirname, '../..');

/** One source file: its path from the top of the repository, with slashes, and its text. */
export interface Source {
  path: string;
  text: string;
}

/** A rule looks at sources together and names what breaks it, as `path:line: what, and what to do instead`. */
export type Rule = (sources: readonly Source[]) => string[];

/** A node of the syntax tree. `start` and `end` are offsets into the text. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** Whether a value found in a syntax tree is a node of it. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

const trees = new WeakMap<Source, Node>();

/** The syntax tree of a source, parsed once. A source that does not parse throws, with its path. */
function treeOf(source: Source): Node {
  const known = trees.get(source);
  if (known) return known;
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- its successor needs a direct dependency on vite or rolldown
    const program: unknown = parseAst(source.text, { lang: source.path.endsWith('.tsx') ? 'tsx' : 'ts' });
    if (!isNode(program)) throw new Error('the parser gave no tree');
    trees.set(source, program);
    return program;
  } catch (error) {
    throw new Error(`${source.path} does not parse`, { cause: error });
  }
}

/** Calls `visit` for every node of the source, parents first, with the node's parent. */
export function walk(source: Source, visit: (node: Node, parent: Node | undefined) => void): void {
  const enter = (value: unknown, parent: Node | undefined): void => {
    if (Array.isArray(value)) for (const item of value) enter(item, parent);
    if (!isNode(value)) return;
    visit(value, parent);
    for (const child of Object.values(value)) if (typeof child === 'object') enter(child, value);
  };
  enter(treeOf(source), undefined);
}

/** The source's nodes that `is` accepts, as problems at their lines. */
export function find(source: Source, is: (node: Node, parent: Node | undefined) => boolean, message: string): string[] {
  const problems: string[] = [];
  walk(source, (node, parent) => {
    if (is(node, parent)) problems.push(at(source, node.start, message));
  });
  return problems;
}

/** A problem at an offset of the source. */
export function at(source: Source, offset: number, message: string): string {
  return `${source.path}:${lineOf(source.text, offset)}: ${message}`;
}

/** The line of an offset, counted from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** `name` for an identifier and for `x.name`; `x['name']` counts as `x.name`. */
export function nameOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === 'Identifier' || value.type === 'PrivateIdentifier') return String(value['name']);
  if (value.type === 'MemberExpression') return nameOf(value['property']);
  if (value.type === 'Literal') return typeof value['value'] === 'string' ? value['value'] : undefined;
  return undefined;
}

/** The repository's TypeScript files under these folders or with these names. */
export function sourcesIn(...places: string[]): Source[] {
  const patterns = places.map((place) => (place.endsWith('.ts') ? place : `${place}/**/*.{ts,tsx}`));
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('.d.ts'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
