import { addressOf } from '#domain/source/address';
import { browser } from './browser.ts';

/** Rules a task may have: one for its address, one for where redirects led. */
const rulesPerTask = 2;

interface Rule {
  id: number;
  action: { type: 'modifyHeaders'; requestHeaders: { header: string; operation: 'set'; value: string }[] };
  condition: { urlFilter: string; initiatorDomains: string[]; tabIds: number[]; resourceTypes: string[] };
}

interface SessionRules {
  updateSessionRules(options: { removeRuleIds: number[]; addRules?: Rule[] }): Promise<void>;
  getSessionRules(): Promise<{ id: number }[]>;
}

/** The polyfill's types do not know this API; both browsers have it. */
const rules = (): SessionRules => (browser as unknown as { declarativeNetRequest: SessionRules }).declarativeNetRequest;

/**
 * Sets Referer on this task's own requests, as the page would have sent it: `fetch` drops it silently. Only requests of
 * our own pages are touched, never those of tabs.
 * @param serial the task's small number
 * @param requests its addresses, each once: the one that was clicked, and where redirects led
 */
export async function setReferrer(
  serial: number,
  requests: readonly { url: string; referrer: string }[],
): Promise<void> {
  const addRules = requests.slice(0, rulesPerTask).map(({ url, referrer }, index): Rule => ({
    id: firstRuleId(serial) + index,
    action: { type: 'modifyHeaders', requestHeaders: [{ header: 'Referer', operation: 'set', value: referrer }] },
    condition: {
      urlFilter: `|${addressOf(url)}|`,
      initiatorDomains: [new URL(browser.runtime.getURL('')).hostname],
      tabIds: [-1],
      resourceTypes: ['xmlhttprequest'],
    },
  }));
  await rules().updateSessionRules({ removeRuleIds: ruleIds(serial), addRules });
}

/** Takes the task's rules away. */
export async function clearReferrer(serial: number): Promise<void> {
  await rules().updateSessionRules({ removeRuleIds: ruleIds(serial) });
}

function firstRuleId(serial: number): number {
  return serial * rulesPerTask;
}

function ruleIds(serial: number): number[] {
  return Array.from({ length: rulesPerTask }, (_, index) => firstRuleId(serial) + index);
}

/** Takes all rules of ours away. */
export async function removeSessionRules(): Promise<void> {
  const removeRuleIds = (await rules().getSessionRules()).map(({ id }) => id);
  await rules().updateSessionRules({ removeRuleIds });
}

/** How many rules of ours there are. */
export async function sessionRuleCount(): Promise<number> {
  return (await rules().getSessionRules()).length;
}
