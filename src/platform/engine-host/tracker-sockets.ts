import { hasAccess, onAccessLost } from '../site-access.ts';
import { ownSocketsRule, sessionRules } from '../session-rules.ts';
import { telling } from '../telling-headers.ts';

/** Below those of the door (bare-requests), above those of tasks (request-headers). */
const rule = 999_999_999;

/** Sockets that tell no more than they must. */
interface Cover {
  readonly trackers: readonly string[];
  readonly lift: () => Promise<void>;
}

/** Sites that have to be allowed before these trackers may be asked. @param hosts of trackers */
export function sitesForTrackers(hosts: readonly string[]): string[] {
  return import.meta.env.FIREFOX ? [...hosts] : [];
}

/** Whether trackers learn something of the browser, which no extension can take off: the version, the language, and that this is Perseid. */
export const tellsTrackers = !import.meta.env.FIREFOX;

/** Who needs the rule. Invariant: it is there while anybody does; changes of rules are carried out in their order. */
const users = new Set<symbol>();

/**
 * To be called before sockets to trackers are opened. Firefox sends its random number of this installation with every socket (Origin): there
 * a rule takes it off, with all else that tells users apart; it acts on the sites alone that the user has allowed. Chromium lets no rule
 * change a socket, and sends the store's number, which is the same for everybody.
 * @returns those of the trackers that may be asked, and what is to be called when none of them is any more
 */
export async function coverSockets(trackers: readonly string[]): Promise<Cover> {
  if (!import.meta.env.FIREFOX) return { trackers, lift: () => Promise.resolve() };
  const user = Symbol('cover');
  users.add(user);
  const addRules = [
    ownSocketsRule(
      rule,
      telling.map((header) => ({ header, operation: 'remove' })),
    ),
  ];
  await sessionRules().updateSessionRules({ removeRuleIds: [rule], addRules });
  const lift = async (): Promise<void> => {
    if (users.delete(user) && users.size === 0) await sessionRules().updateSessionRules({ removeRuleIds: [rule] });
  };
  return { trackers: await askable(trackers), lift };
}

/** Those of the trackers that may be asked now. */
export async function askable(trackers: readonly string[]): Promise<string[]> {
  if (!import.meta.env.FIREFOX) return [...trackers];
  const allowed = await Promise.all(trackers.map((tracker) => hasAccess(tracker.replace(/^ws/, 'http'))));
  return trackers.filter((_, index) => allowed[index]);
}

/** Calls back when the user forbade a site: some tracker may not be asked any more. */
export function onUncovered(callback: () => void): void {
  if (import.meta.env.FIREFOX) onAccessLost(callback);
}
