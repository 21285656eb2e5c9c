import { find, isNode, type Node, nameOf, type Rule } from '../source.ts';

/** The files that may contact a host. */
const doors = new Set(['src/platform/transfer-fetch.ts', 'src/platform/service-fetch.ts']);
const network = /^(fetch|XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection|WebTransport)$/;
const globalObjects = /^(globalThis|window|self)$/;
const useDoor =
  'only src/platform/transfer-fetch.ts (sources of a task) and service-fetch.ts (with a grant) contact hosts; call one of them';

/** Whether an identifier stands for a value here, and is not a key, a member's name or part of a type. */
function isValue(node: Node, parent: Node | undefined): boolean {
  if (!parent || parent.type.startsWith('TS')) return false;
  if (parent.type === 'MemberExpression') return parent['object'] === node || parent['computed'] === true;
  const isKey = parent['key'] === node && parent['computed'] !== true;
  return !isKey || parent['value'] === node;
}

function contactsHost(node: Node, parent: Node | undefined): boolean {
  if (node.type === 'Identifier') return network.test(String(node['name'])) && isValue(node, parent);
  if (node.type !== 'MemberExpression') return false;
  const name = nameOf(node['property']) ?? '';
  return name === 'sendBeacon' || (network.test(name) && globalObjects.test(nameOf(node['object']) ?? ''));
}

/** Nothing but the doors contacts a host, also not by way of the global object. */
export const twoDoors: Rule = (sources) =>
  sources.filter(({ path }) => !doors.has(path)).flatMap((source) => find(source, contactsHost, useDoor));

const browserFlags = /^(FIREFOX|CHROME|EDGE|SAFARI|OPERA|BROWSER|MANIFEST_VERSION)$/;
const mayDiffer = /^(src\/platform\/engine-host\/|wxt\.config\.ts$)/;

function tellsBrowser(node: Node): boolean {
  if (node.type !== 'MemberExpression') return false;
  const name = nameOf(node['property']) ?? '';
  return name === 'userAgent' || (browserFlags.test(name) && nameOf(node['object']) === 'env');
}

/** The difference between browsers has one place. */
export const oneBrowserSwitch: Rule = (sources) =>
  sources
    .filter(({ path }) => !mayDiffer.test(path))
    .flatMap((source) =>
      find(source, tellsBrowser, 'only platform/engine-host and wxt.config.ts know the browser; test for the feature'),
    );

const clocks = /^(Date\.now|Math\.random|performance\.now|crypto\.\w+)$/;

function actsByItself(node: Node): boolean {
  if (node.type === 'MemberExpression') return clocks.test(`${nameOf(node['object'])}.${nameOf(node['property'])}`);
  const now = node.type === 'NewExpression' && nameOf(node['callee']) === 'Date';
  return now && Array.isArray(node['arguments']) && !node['arguments'].some(isNode);
}

/** The domain has no clock and no dice. */
export const pureDomain: Rule = (sources) =>
  sources
    .filter(({ path }) => path.startsWith('src/domain/'))
    .flatMap((source) =>
      find(source, actsByItself, 'the domain acts on nothing; take the time or the number as an argument'),
    );
