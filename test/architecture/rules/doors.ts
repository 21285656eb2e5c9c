import { at, find, isNode, type Node, nameOf, type Rule } from '../source.ts';
import { importsOf, targetOf } from './imports.ts';

/** The files that may contact a host. */
const doors = new Set([
  'src/platform/transfer-fetch.ts',
  'src/platform/service-fetch.ts',
  // Puts guarded classes in the place of those by which peers and trackers are reached.
  'src/platform/peer-connection.ts',
  // At an operator's command: how long is a file that a public list names, what is at an address that he is to block.
  'server/mirrors/ask.ts',
]);
const network =
  /^(fetch|fetchLater|XMLHttpRequest|WebSocket|WebSocketStream|EventSource|(webkit)?RTCPeerConnection|WebTransport|Image|Audio|FontFace|caches|importScripts)$/;
const globalObjects = /^(globalThis|window|self|frames|defaultView)$/;
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
  // Cache.add and addAll fetch; nothing here caches.
  if (/^(sendBeacon|caches|addAll)$/.test(name)) return true;
  return network.test(name) && globalObjects.test(nameOf(node['object']) ?? '');
}

/** Nothing but the doors contacts a host, also not by way of the global object. */
export const twoDoors: Rule = (sources) =>
  sources.filter(({ path }) => !doors.has(path)).flatMap((source) => find(source, contactsHost, useDoor));

/** Who may open each door. */
const callers: Readonly<Record<string, RegExp>> = {
  'src/platform/service-fetch': /^src\/background\/contacts\.ts$/,
  'src/platform/peer-connection': /^src\/engine\/(engine|swarm\/session)\.ts$/,
  'src/engine/swarm/webtorrent': /^src\/engine\/swarm\/(session|blame|webtorrent-dist\.d)\.ts$/,
  'src/platform/transfer-fetch':
    /^src\/(platform\/network-error|engine\/http\/worker|engine\/check\/jobs|engine\/giver|engine\/swarm\/swarms)\.ts$/,
};
const decided = 'what goes by a door is decided, and written down, in few files alone (fewCallers)';

/** Each door is opened by few, and grants are made in the background alone: what passes is admitted and written down there. */
export const fewCallers: Rule = (sources) =>
  sources.flatMap((source) => {
    const opened = importsOf(source).filter(({ specifier }) => {
      const may = callers[targetOf(source.path, specifier) ?? ''];
      return may !== undefined && !may.test(source.path);
    });
    const makesGrants = (node: Node): boolean =>
      node.type === 'ImportSpecifier' &&
      nameOf(node['imported']) === 'authorize' &&
      !/^src\/(background\/|engine\/swarm\/grant\.ts$)/.test(source.path);
    return [...opened.map(({ offset }) => at(source, offset, decided)), ...find(source, makesGrants, decided)];
  });

/** Elements that ask a host for something as soon as they are there. */
const loading = /^(img|image|script|link|iframe|frame|video|audio|source|track|object|embed|portal)$/i;
const markup = /^(innerHTML|outerHTML|srcdoc|insertAdjacentHTML|dangerouslySetInnerHTML|setHTMLUnsafe)$/;
const useText = 'nothing is loaded and no markup is made: a page draws text, with what is in the bundle';

function loads(node: Node): boolean {
  if (node.type === 'JSXOpeningElement') return loading.test(jsxName(node['name']));
  if (node.type === 'JSXAttribute') return markup.test(jsxName(node['name'])) || jsxName(node['name']) === 'ping';
  if (node.type === 'MemberExpression') return markup.test(nameOf(node['property']) ?? '');
  if (node.type !== 'CallExpression') return false;
  if (/^(createElementNS|submit|requestSubmit)$/.test(nameOf(node['callee']) ?? '')) return true;
  const [first] = Array.isArray(node['arguments']) ? (node['arguments'] as unknown[]) : [];
  // A name that is not written out could be any.
  return nameOf(node['callee']) === 'createElement' && (!isText(first) || loading.test(nameOf(first) ?? ''));
}

const isText = (node: unknown): boolean => isNode(node) && typeof node['value'] === 'string';

const jsxName = (name: unknown): string => (isNode(name) ? String(name['name']) : '');

/** Frames of ours: the engine page of Firefox, and one that leads to an address of our own which the browser saves. */
const mayLoad = new Set(['src/platform/engine-host/iframe.ts', 'src/platform/export-frame.ts']);

/** No page loads an image, a script or a frame from anywhere, nor makes markup of text. */
export const noLoads: Rule = (sources) =>
  sources.filter(({ path }) => !mayLoad.has(path)).flatMap((source) => find(source, loads, useText));

const opening =
  /^((tabs|windows)\.create|tabs\.(update|duplicate)|runtime\.setUninstallURL|(window|globalThis|self)\.open)$/;
const goes = /^location$/;
const leaving = /^location\.(assign|replace|href)$/;
/** Who opens a page: pages of ours on a click, the verb that a button of theirs calls, an entry of the context menu, a notification, and the first page, once. */
const opener =
  /^src\/(popup|options|links|ui)\/|^src\/(background\/(handlers|menus|notification-clicks|welcome)|platform\/pages)\.ts$/;
const openers = /^(openTab|openPage|openWindow|openOptionsPage)$/;

function opens(node: Node, path: string): boolean {
  if (node.type === 'AssignmentExpression' && goes.test(nameOf(node['left']) ?? '')) return true;
  if (node.type === 'CallExpression') return openers.test(nameOf(node['callee']) ?? '') && !opener.test(path);
  if (node.type !== 'MemberExpression') return false;
  const name = `${nameOf(node['object'])}.${nameOf(node['property'])}`;
  return (opening.test(name) && path !== 'src/platform/pages.ts') || leaving.test(name);
}

/** A page opens at a click only, but for the first one (CS12): one file can, and its functions are called where clicks are answered. */
export const noPageByItself: Rule = (sources) =>
  sources.flatMap((source) =>
    find(
      source,
      (node) => opens(node, source.path),
      'only src/platform/pages.ts opens pages, called from pages of ours and from handlers of their buttons',
    ),
  );

/** Who has the browser download something by itself: exports, and a link that the user sent. */
const downloaders = new Set(['src/background/save-export.ts', 'src/background/menus.ts']);

/** The browser fetches nothing for us but what the user chose. */
export const fewDownloads: Rule = (sources) =>
  sources
    .filter(({ path }) => !downloaders.has(path))
    .flatMap((source) =>
      find(
        source,
        (node) =>
          node.type === 'MemberExpression' &&
          `${nameOf(node['object'])}.${nameOf(node['property'])}` === 'downloads.download',
        'what the browser downloads by itself no witness sees; only exports and links that were clicked may',
      ),
    );

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
