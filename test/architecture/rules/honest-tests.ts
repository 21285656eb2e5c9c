import { at, find, isNode, lineOf, type Node, nameOf, type Rule, type Source, walk } from '../source.ts';

const testFunctions = /^(it|test|describe|suite)$/;
const leftOut = /^(skip|only|todo|fails|skipIf|runIf)$/;
const leftOutFunctions = /^(xit|xtest|xdescribe|fit|fdescribe|skip)$/;

/** `it` of `it.concurrent.skip`. */
function rootOf(node: Node): string | undefined {
  const object = node['object'] ?? node['callee'];
  return isNode(object) ? rootOf(object) : nameOf(node);
}

function leavesOut(node: Node): boolean {
  if (node.type === 'CallExpression') {
    const callee = node['callee'];
    return isNode(callee) && callee.type === 'Identifier' && leftOutFunctions.test(nameOf(callee) ?? '');
  }
  if (node.type !== 'MemberExpression' || !leftOut.test(nameOf(node) ?? '')) return false;
  return testFunctions.test(rootOf(node) ?? '') || /^(context|ctx|task)$/.test(nameOf(node['object']) ?? '');
}

/** Every test runs, everywhere. */
export const noSkippedTests: Rule = (sources) =>
  sources.flatMap((source) =>
    find(source, leavesOut, 'a test runs or is deleted; make what it needs, or fail saying how to get it'),
  );

/** The value of a numeric expression of literals such as `30 * 1000`, or undefined. */
function constant(node: unknown): number | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal') return typeof node['value'] === 'number' ? node['value'] : undefined;
  if (node.type !== 'BinaryExpression' || node['operator'] !== '*') return undefined;
  const [left, right] = [constant(node['left']), constant(node['right'])];
  return left === undefined || right === undefined ? undefined : left * right;
}

const longest = 100;
const sleepers = /^(setTimeout|sleep|delay|waitForTimeout)$/;
const saysWhy = /observation window|time limit/;

/** Whether a comment on the call's line or the two above says that the time itself is what is meant. */
function isExplained(source: Source, node: Node): boolean {
  const line = lineOf(source.text, node.start);
  return (
    source.path.startsWith('test/support/') &&
    saysWhy.test(
      source.text
        .split('\n')
        .slice(Math.max(0, line - 3), line)
        .join('\n'),
    )
  );
}

/** In a test, a delay that is not a short literal; in test/support a variable one paces a server, and is fine. */
function sleeps(source: Source, node: Node): boolean {
  const name = node.type === 'CallExpression' ? (nameOf(node['callee']) ?? '') : '';
  if (!sleepers.test(name) || !Array.isArray(node['arguments'])) return false;
  const delays = node['arguments'].map(constant).filter((value) => value !== undefined);
  if (delays.length > 0) return delays.some((delay) => delay >= longest);
  return !source.path.startsWith('test/support/') && (name !== 'setTimeout' || node['arguments'].length > 1);
}

/** Tests wait for conditions, not for time to pass. */
export const noSleepingTests: Rule = (sources) =>
  sources.flatMap((source) => {
    const problems: string[] = [];
    walk(source, (node) => {
      if (!sleeps(source, node) || isExplained(source, node)) return;
      problems.push(
        at(source, node.start, 'wait for a condition with the poll helper of test/support, not for time to pass'),
      );
    });
    return problems;
  });
