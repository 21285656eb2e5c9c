import { find, isNode, type Node, nameOf, type Rule } from '../source.ts';

/** Whether a node takes more of the clipboard than its `writeText`. */
function takesClipboard(node: Node, parent: Node | undefined): boolean {
  // `const { clipboard } = navigator`, and whatever is called from there.
  if (node.type === 'Property') return isNode(node['key']) && nameOf(node['key']) === 'clipboard';
  if (node.type !== 'MemberExpression') return false;
  const name = nameOf(node['property']) ?? '';
  if (name === 'execCommand' || name === 'readText') return true;
  const writes =
    parent?.type === 'MemberExpression' && parent['object'] === node && nameOf(parent['property']) === 'writeText';
  return name === 'clipboard' && !writes;
}

/** What lies in the clipboard is the user's: it comes to us when he pastes it. */
export const clipboardUnread: Rule = (sources) =>
  sources.flatMap((source) =>
    find(
      source,
      takesClipboard,
      'the clipboard is only written, by navigator.clipboard.writeText; what is in it the user pastes into a field',
    ),
  );
