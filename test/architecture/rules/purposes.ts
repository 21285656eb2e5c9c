import { type Node, nameOf, type Rule, type Source, walk } from '../source.ts';

/** Where code that needs a grant may be; pages only show and grant. */
const acting = /^src\/(background|engine|platform)\//;

/** The texts that calls in a source have as first argument: `authorize('updates', …)` names `updates`. */
function firstArguments(source: Source): string[] {
  const found: string[] = [];
  walk(source, (node: Node) => {
    if (node.type !== 'CallExpression' || !Array.isArray(node['arguments'])) return;
    const value = nameOf(node['arguments'][0]);
    if (value !== undefined) found.push(value);
  });
  return found;
}

/**
 * Every purpose of the policy is used by a call outside the registry, or stands in the table of those that are not built.
 * @param unbuilt the table's ids
 */
export const purposesHaveCode =
  (ids: readonly string[], unbuilt: readonly string[]): Rule =>
  (sources) => {
    const used = new Set(sources.filter(({ path }) => acting.test(path)).flatMap(firstArguments));
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
