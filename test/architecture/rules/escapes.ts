import { at, find, isNode, type Node, nameOf, type Rule, type Source } from '../source.ts';

/** No `any`. */
export const noAny: Rule = (sources) =>
  sources.flatMap((source) =>
    find(
      source,
      ({ type }) => type === 'TSAnyKeyword',
      'no any; write unknown and narrow it, or parse it with a schema',
    ),
  );

/** Problems where a comment matches. Text, not syntax: comments are not in the tree. */
function commentsLike(source: Source, pattern: RegExp, message: string): string[] {
  return [...source.text.matchAll(pattern)].map((match) => at(source, match.index, message));
}

/** The compiler is not silenced, and a lint rule only with its reason. */
export const noSilencedTools: Rule = (sources) =>
  sources.flatMap((source) => [
    ...commentsLike(
      source,
      /(?:\/\/|\/\*)\s*@ts-(?:ignore|expect-error|nocheck)/g,
      'do not silence the compiler; mend the type',
    ),
    ...commentsLike(
      source,
      /(?:\/\/|\/\*)\s*(?:oxlint|eslint)-disable(?!.* -- \S)/g,
      'name the rule and say why: // oxlint-disable-next-line rule -- reason',
    ),
  ]);

const isEmptyBlock = (value: unknown): boolean =>
  isNode(value) && value.type === 'BlockStatement' && Array.isArray(value['body']) && value['body'].length === 0;

/** `null`, `undefined`, `void 0`. */
function isNothing(value: unknown): boolean {
  if (!isNode(value)) return false;
  if (value.type === 'UnaryExpression') return value['operator'] === 'void';
  return nameOf(value) === 'undefined' || (value.type === 'Literal' && value['value'] === null);
}

function swallows(node: Node): boolean {
  if (node.type === 'CatchClause') return isEmptyBlock(node['body']);
  if (node.type !== 'CallExpression' || nameOf(node['callee']) !== 'catch') return false;
  const handler: unknown = Array.isArray(node['arguments']) ? node['arguments'][0] : undefined;
  if (!isNode(handler)) return true;
  return isEmptyBlock(handler['body']) || isNothing(handler['body']);
}

/** No catch that hides. */
export const noSwallowedErrors: Rule = (sources) =>
  sources.flatMap((source) =>
    find(source, swallows, 'this hides every error; name the one you expect, and hand on, log or store the rest'),
  );
