import type { Rule, Source } from '../source.ts';
import { importsOf, targetOf } from './imports.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

const withoutExtension = (path: string): string => path.replace(/\.tsx?$/, '');

function graphOf(sources: readonly Source[]): Graph {
  return new Map(
    sources.map((source) => [
      withoutExtension(source.path),
      importsOf(source).flatMap(({ specifier }) => targetOf(source.path, specifier) ?? []),
    ]),
  );
}

/** The cycles that a depth-first walk from `file` meets; `finished` files are known to lead to no new one. */
function cyclesFrom(file: string, graph: Graph, trail: readonly string[], finished: Set<string>): string[][] {
  const seenAt = trail.indexOf(file);
  if (seenAt >= 0) return [[...trail.slice(seenAt), file]];
  if (finished.has(file)) return [];
  const cycles = (graph.get(file) ?? []).flatMap((next) => cyclesFrom(next, graph, [...trail, file], finished));
  finished.add(file);
  return cycles;
}

/** No file imports itself by way of others, not even for a type. */
export const noCycles: Rule = (sources) => {
  const graph = graphOf(sources);
  const finished = new Set<string>();
  return [...graph.keys()]
    .flatMap((file) => cyclesFrom(file, graph, [], finished))
    .map((cycle) => `import cycle: ${cycle.join(' → ')}; move what both need into a file of its own`);
};
