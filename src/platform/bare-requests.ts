import { ownRequestsRule, sessionRules } from './session-rules.ts';
import { telling } from './telling-headers.ts';

/** Above all rules of tasks (request-headers): a task's serial is small. */
const firstRule = 1_000_000_000;
const most = 1000;
let count = 0;

/**
 * Does something while our own requests to this very address go out without what tells users apart. The rule is there before it begins
 * and goes when it is over; one that was left by a death in between changes nothing but that address, and is replaced.
 */
export async function withoutTellingHeaders<T>(url: string, act: () => Promise<T>): Promise<T> {
  const id = firstRule + (count++ % most);
  const rule = ownRequestsRule(
    id,
    url,
    telling.map((header) => ({ header, operation: 'remove' })),
  );
  await sessionRules().updateSessionRules({ removeRuleIds: [id], addRules: [rule] });
  try {
    return await act();
  } finally {
    await sessionRules().updateSessionRules({ removeRuleIds: [id] });
  }
}
