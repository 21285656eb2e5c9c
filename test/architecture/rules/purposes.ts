import { isNode, type Node, nameOf, type Rule, type Source, walk } from '../source.ts';

/** Where code that needs a grant may be; pages only show and grant. */
const acting = /^src\/(background|engine|platform)\//;

/** The purposes that a source names: `authorize('updates', …)`, `contact({ purpose: 'updates', … })`. */
function named(source: Source): string[] {
  const found: string[] = [];
  walk(source, (node: Node) => {
    const value = textOf(purposeIn(node));
    if (value !== undefined) found.push(value);
  });
  return found;
}

function purposeIn(node: Node): unknown {
  if (node.type === 'CallExpression' && Array.isArray(node['arguments'])) return node['arguments'][0];
  return node.type === 'Property' && nameOf(node['key']) === 'purpose' ? node['value'] : undefined;
}

const textOf = (node: unknown): string | undefined =>
  isNode(node) && typeof node['value'] === 'string' ? node['value'] : undefined;

/**
 * Every purpose of the policy is used by a call outside the registry, or stands in the table of those that are not built.
 * @param unbuilt the table's ids
 */
export const purposesHaveCode =
  (ids: readonly string[], unbuilt: readonly string[]): Rule =>
  (sources) => {
    const used = new Set(sources.filter(({ path }) => acting.test(path)).flatMap(named));
    const [built, open] = [ids.filter((id) => !unbuilt.includes(id)), ids.filter((id) => unbuilt.includes(id))];
    return [
      ...built
        .filter((id) => !used.has(id))
        .map(
          (id) => `the purpose ${id} has a clause and no code; remove it, or put it into src/domain/policy/unbuilt.ts`,
        ),
      ...open
        .filter((id) => used.has(id))
        .map((id) => `the purpose ${id} has code; take it out of src/domain/policy/unbuilt.ts and run: npm run policy`),
    ];
  };
