import { posix } from 'node:path';
import { isNode, type Node, type Source, walk } from '../source.ts';

/** One import, export-from or `import()` with a fixed specifier. */
export interface Import {
  specifier: string;
  offset: number;
}

const kinds = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

/** Everything a source imports, types included, without a bundler's suffix such as `?worker`. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  walk(source, (node: Node) => {
    const from = kinds.has(node.type) ? (node['source'] ?? node['argument']) : undefined;
    if (!isNode(from) || typeof from['value'] !== 'string') return;
    found.push({ specifier: from['value'].replace(/\?.*$/, ''), offset: node.start });
  });
  return found;
}

/** The path from the top of the repository that a specifier of ours means, without extension; undefined for packages. */
export function targetOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier).replace(/\.tsx?$/, '');
  return specifier.startsWith('#') ? `src/${specifier.slice(1)}` : undefined;
}
