import { isNode, nameOf, type Source, walk } from '../architecture/source.ts';

const id = /(?:BC|CS|PT|CL|AP)\d+/;
/** What a test proves stands before the colon of its name, here with its quote: `'BC7: …'`, `'BC19, PT8: …'`. */
const proves = new RegExp(`^['"\`](${id.source}(?:, ${id.source})*): `);

/** The ids in a list of promises, which is a page with tables whose first column is the id. */
export function promisesIn(page: string): string[] {
  return [...page.matchAll(new RegExp(`^\\| (${id.source}) \\|`, 'gm'))].map((match) => match[1] ?? '');
}

/** `it` of `it.each(…)`. */
function rootOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  return isNode(value['object'] ?? value['callee']) ? rootOf(value['object'] ?? value['callee']) : nameOf(value);
}

/** The promises that the tests of a source say they prove. */
export function provenBy(source: Source): string[] {
  const found: string[] = [];
  walk(source, (node) => {
    if (node.type !== 'CallExpression' || !/^(it|test)$/.test(rootOf(node['callee']) ?? '')) return;
    const name: unknown = Array.isArray(node['arguments']) ? node['arguments'][0] : undefined;
    const text = isNode(name) ? source.text.slice(name.start, name.end) : '';
    found.push(...(proves.exec(text)?.[1]?.split(', ') ?? []));
  });
  return found;
}

/** What is wrong between the promises, those that tests prove, and those that are open, with the reason. */
export function unkept(
  promises: readonly string[],
  proven: ReadonlySet<string>,
  open: Readonly<Record<string, string>>,
): string[] {
  const listed = new Set(promises);
  const unknown = [...proven, ...Object.keys(open)].filter((one) => !listed.has(one));
  return [
    ...promises.filter((one, index) => promises.indexOf(one) !== index).map((one) => `${one} is in the list twice`),
    ...unknown.map((one) => `${one} is no promise of docs/promises.md`),
    ...promises.filter((one) => !proven.has(one) && !(one in open)).map((one) => `${one} has neither test nor reason`),
    ...promises
      .filter((one) => proven.has(one) && one in open)
      .map((one) => `${one} has a test: take it out of promises-open.json`),
    ...Object.entries(open)
      .filter(([, reason]) => !/^[A-Z].{10,}\.$/.test(reason))
      .map(([one]) => `${one} has no real reason`),
  ];
}
