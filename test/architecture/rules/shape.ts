import { lineOf, type Rule, type Source, walk } from '../source.ts';

const maxLines = 350;
const maxEntrypointLines = 30;
const maxFolders = 4;
const fileGuide = { median: 90, p95: 250 };
const functionGuide = { median: 10, p95: 40 };

const linesOf = ({ text }: Source): number => text.trimEnd().split('\n').length;

/** The value that `share` of the numbers do not exceed. */
function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** What of a distribution exceeds its guide. */
function exceeding(what: string, numbers: readonly number[], guide: { median: number; p95: number }): string[] {
  const median = quantile(numbers, 0.5);
  const p95 = quantile(numbers, 0.95);
  return [
    ...(median > guide.median
      ? [`the median ${what} has ${median} lines (guide: ${guide.median}); split by subject`]
      : []),
    ...(p95 > guide.p95
      ? [`the 95th percentile of ${what}s is ${p95} lines (guide: ${guide.p95}); split the longest`]
      : []),
  ];
}

/** No file over 350 lines; an entrypoint only wires up. */
export const shortFiles: Rule = (sources) =>
  sources.flatMap((source) => {
    const limit = source.path.startsWith('entrypoints/') ? maxEntrypointLines : maxLines;
    const lines = linesOf(source);
    return lines > limit ? [`${source.path}: ${lines} lines (limit ${limit}); one subject per file: split it`] : [];
  });

/** Most files are short. */
export const fileGuides: Rule = (sources) => exceeding('file', sources.map(linesOf), fileGuide);

/** Most functions are short. */
export const functionGuides: Rule = (sources) => {
  const lengths: number[] = [];
  for (const source of sources) {
    walk(source, ({ type, start, end }) => {
      if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type)) return;
      lengths.push(lineOf(source.text, end) - lineOf(source.text, start) + 1);
    });
  }
  return exceeding('function', lengths, functionGuide);
};

/** Folders are at most 4 deep. */
export const shallowFolders: Rule = (sources) =>
  sources
    .filter(({ path }) => path.split('/').length - 1 > maxFolders)
    .map(({ path }) => `${path}: more than ${maxFolders} folders deep; move it up`);
