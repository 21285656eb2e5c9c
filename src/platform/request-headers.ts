import { addressOf } from '#domain/source/address';
import { ownRequestsRule, sessionRules } from './session-rules.ts';

/** Rules a task may have: one for its address, one for where redirects led. */
const rulesPerTask = 2;

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
  const addRules = requests
    .slice(0, rulesPerTask)
    .map(({ url, referrer }, index) =>
      ownRequestsRule(firstRuleId(serial) + index, addressOf(url), [
        { header: 'Referer', operation: 'set', value: referrer },
      ]),
    );
  await sessionRules().updateSessionRules({ removeRuleIds: ruleIds(serial), addRules });
}

/** Takes the task's rules away. */
export async function clearReferrer(serial: number): Promise<void> {
  await sessionRules().updateSessionRules({ removeRuleIds: ruleIds(serial) });
}

function firstRuleId(serial: number): number {
  return serial * rulesPerTask;
}

function ruleIds(serial: number): number[] {
  return Array.from({ length: rulesPerTask }, (_, index) => firstRuleId(serial) + index);
}
