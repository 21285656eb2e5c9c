import { browser } from './browser.ts';

/** What is done to one header of a request. */
type HeaderChange =
  | { readonly header: string; readonly operation: 'set'; readonly value: string }
  | { readonly header: string; readonly operation: 'remove' };

/** A declarativeNetRequest rule that is gone with the browser. */
interface SessionRule {
  id: number;
  action: { type: 'modifyHeaders'; requestHeaders: readonly HeaderChange[] };
  condition: { urlFilter?: string; initiatorDomains: string[]; tabIds: number[]; resourceTypes: string[] };
}

interface SessionRules {
  updateSessionRules(options: { removeRuleIds: number[]; addRules?: SessionRule[] }): Promise<void>;
  getSessionRules(): Promise<{ id: number }[]>;
}

/** The polyfill's types do not know this API; both browsers have it. It acts where the user has allowed the site. */
export const sessionRules = (): SessionRules =>
  (browser as unknown as { declarativeNetRequest: SessionRules }).declarativeNetRequest;

/**
 * A rule for the extension's own requests to one address, never for those of tabs.
 * @param id of the rule: one with the same is replaced
 */
export function ownRequestsRule(id: number, url: string, requestHeaders: readonly HeaderChange[]): SessionRule {
  return {
    id,
    action: { type: 'modifyHeaders', requestHeaders },
    condition: { urlFilter: `|${url}|`, ...ours(), resourceTypes: ['xmlhttprequest'] },
  };
}

/** A rule for all sockets of the extension's own. @param id of the rule: one with the same is replaced */
export function ownSocketsRule(id: number, requestHeaders: readonly HeaderChange[]): SessionRule {
  return {
    id,
    action: { type: 'modifyHeaders', requestHeaders },
    condition: { ...ours(), resourceTypes: ['websocket'] },
  };
}

/** What the extension asks for itself, not by a tab. */
const ours = () => ({ initiatorDomains: [new URL(browser.runtime.getURL('')).hostname], tabIds: [-1] });

/** Takes all rules of ours away. */
export async function removeSessionRules(): Promise<void> {
  const removeRuleIds = (await sessionRules().getSessionRules()).map(({ id }) => id);
  await sessionRules().updateSessionRules({ removeRuleIds });
}

/** How many rules of ours there are. */
export async function sessionRuleCount(): Promise<number> {
  return (await sessionRules().getSessionRules()).length;
}
