import { ownRequestsRule, sessionRules } from './session-rules.ts';

/** Headers that tell one user, one installation, one system or one language from another. */
const telling = [
  'Origin',
  'Referer',
  'Cookie',
  'User-Agent',
  'Accept-Language',
  'sec-ch-ua',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'Sec-Fetch-Site',
  'Sec-Fetch-Mode',
  'Sec-Fetch-Dest',
  'Sec-Fetch-Storage-Access',
  'DNT',
  'Sec-GPC',
  'Priority',
  'Pragma',
  'Cache-Control',
];

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
