import { isNode, nameOf, type Rule, type Source, walk } from '../source.ts';

/**
 * Permission → what must be called somewhere in src/platform for it, as `namespace.member`. A permission that is asked
 * for and has no row, a row without use, and a use without its permission are all problems.
 */
const uses: Readonly<Record<string, RegExp>> = {
  // A page is read where the user has just pressed our button.
  activeTab: /^scripting\.executeScript$/,
  alarms: /^alarms\./,
  contextMenus: /^(contextMenus|menus)\./,
  cookies: /^cookies\./,
  declarativeNetRequestWithHostAccess: /^declarativeNetRequest\./,
  downloads: /^downloads\.(?!open$|setUiOptions$)/,
  'downloads.open': /^downloads\.open$/,
  'downloads.ui': /^downloads\.setUiOptions$/,
  // The name of many things of our own, too.
  idle: /^idle\.(queryState|setDetectionInterval|onStateChanged)$/,
  nativeMessaging: /^runtime\.(connectNative|sendNativeMessage)$/,
  notifications: /^notifications\./,
  offscreen: /^offscreen\./,
  power: /^power\./,
  scripting: /^scripting\./,
  sidePanel: /^sidePanel\./,
  storage: /^storage\.(local|session|sync|managed|onChanged)$/,
  unlimitedStorage: /^storage\.getDirectory$/,
  webNavigation: /^webNavigation\./,
  webRequest: /^webRequest\./,
  // Its wish, 'blocking', is no name.
  webRequestBlocking: /^onHeadersReceived\.addListener$/,
};

/** The expression under casts and brackets. */
function bare(value: unknown): unknown {
  const wrapped = isNode(value) && /^(TSAsExpression|TSNonNullExpression|ParenthesizedExpression)$/.test(value.type);
  return wrapped ? bare(value['expression']) : value;
}

/**
 * Every `namespace.member` that a source names: `alarms.create` for `browser.alarms.create(…)`; and `alarms.` for the
 * namespace alone, where it is taken from the browser to be used under another name.
 */
function membersOf(source: Source): Set<string> {
  const members = new Set<string>();
  walk(source, (node) => {
    if (node.type !== 'MemberExpression') return;
    const object = nameOf(bare(node['object']));
    const name = nameOf(node['property']);
    members.add(`${object}.${name}`);
    if (object === 'browser' || object === 'chrome') members.add(`${name}.`);
  });
  return members;
}

/**
 * Compares permissions with use.
 *
 * @param asked the manifest's permissions, optional ones too
 * @param elsewhere permissions of another browser's manifest: their use here is in a file that this browser never runs
 */
export const permissionsMatchUse =
  (asked: readonly string[], elsewhere: readonly string[] = []): Rule =>
  (sources) => {
    const members = sources.flatMap((source) => [...membersOf(source)]);
    const used = Object.keys(uses).filter((permission) => members.some((member) => uses[permission]?.test(member)));
    return [
      ...asked
        .filter((permission) => !used.includes(permission))
        .map((permission) => `"${permission}" is asked for and not used; remove it from wxt.config.ts, or add its row`),
      ...used
        .filter((permission) => !asked.includes(permission) && !elsewhere.includes(permission))
        .map((permission) => `"${permission}" is used and not asked for; add it to wxt.config.ts, or do without`),
    ];
  };
